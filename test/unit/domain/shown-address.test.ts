import { describe, expect, it } from '@jest/globals';
import { shownAddress } from '../../../src/domain/shown-address.js';

describe('an address in a message', () => {
  it.each([
    ['https://shop.example/a/v.mp4?X-Amz-Signature=secret&x=1#secret', 'https://shop.example/a/v.mp4'],
    ['https://user:secret@shop.example:8443/v.mp4', 'https://shop.example:8443/v.mp4'],
    ['https://user:sec@ret@shop.example/v.mp4', 'https://shop.example/v.mp4'],
    ['http:user:secret@shop.example/v.mp4', 'http://shop.example/v.mp4'],
    ['https:\\\\user:secret@shop.example/v.mp4', 'https://shop.example/v.mp4'],
    ['https://user:se/cret@shop.example/v.mp4?secret', 'https://shop.example/v.mp4'],
    ['https://user:se?cret@shop.example/v.mp4', 'https://shop.example/v.mp4'],
    ['ftp://user:secret@shop.example/v.mp4', 'ftp://shop.example/v.mp4'],
    ['gs://user:sec@ret@bucket/v.mp4', 'gs://bucket/v.mp4'],
    ['s3://key:secret@bucket/v.mp4', 's3://bucket/v.mp4'],
    ['https://shop.example/@team/v.mp4', 'https://shop.example/@team/v.mp4'],
    ['s3://bucket/why?#@me.mp4', 's3://bucket/why?#@me.mp4'],
    ['/videos/a@b?.mp4', '/videos/a@b?.mp4'],
    ['file:///videos/a@b.mp4', 'file:///videos/a@b.mp4'],
    ['nonsense', 'nonsense'],
    [`/${'x'.repeat(500)}`, `/${'x'.repeat(299)}`],
  ])('%s is shown as %s', (address, expected) => expect(shownAddress(address)).toBe(expected));
});
