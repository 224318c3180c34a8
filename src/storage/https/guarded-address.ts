import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { ThalwegError } from '../../domain/errors.js';

/** Addresses that are public by range but belong to a cloud's own control plane. */
const CONTROL_PLANE = new Set(['168.63.129.16']);

/** Why nothing may be fetched from this IP address; null when it is an address of the public internet. */
export function refusedAddress(address: string): string | null {
  if (!ipaddr.isValid(address)) return 'no IP address';
  const parsed = ipaddr.process(address);
  if (CONTROL_PLANE.has(parsed.toString())) return 'control plane';
  const range = parsed.range();
  if (range !== 'unicast') return range;
  return parsed instanceof ipaddr.IPv6 ? refusedIpv6(parsed) : null;
}

/** Of IPv6 only 2000::/3 is the public internet (RFC 4291 §2.4); a second IPv4 address hides in ISATAP's (RFC 5214 §6.1), and in ::/96 and others outside of it. */
function refusedIpv6({ parts }: ipaddr.IPv6): string | null {
  const [first = 0, , , , fifth = 0, sixth = 0] = parts;
  if (first >> 13 !== 1) return 'not public';
  return (fifth & ~0x0200) === 0 && sixth === 0x5efe ? 'embedded IPv4' : null;
}

/** `host` or `host:port` of an allow-list against a URL. */
export function isAllowedHost(allowed: readonly string[], url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return allowed.some((entry) => {
    const named = entry.toLowerCase();
    return named === host || named === `${host}:${port}` || named === `[${host}]:${port}`;
  });
}

/**
 * A name look-up for sockets that hands out only public addresses: the socket connects to the very address that was
 * judged, so a name that answers differently the second time gains nothing. One bad address among many refuses the name.
 */
export function guardedLookup(lookup: typeof systemLookup = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const bad = addresses.find(({ address }) => refusedAddress(address) !== null);
      if (bad !== undefined) {
        callback(addressRefused(hostname, bad.address), []);
        return;
      }
      const first = addresses[0];
      if (options.all === true) callback(null, addresses);
      else if (first === undefined) callback(new Error(`${hostname} has no address`), []);
      else callback(null, first.address, first.family);
    });
  };
}

export function addressRefused(host: string, address: string): ThalwegError {
  const kind = refusedAddress(address) ?? 'public';
  const where = host === address ? address : `${host} (${address})`;
  return new ThalwegError('SOURCE_ADDRESS_REFUSED', `${where} is not fetched from: found a ${kind} address, expected a public one or a host of the allow-list`, { stage: 'fetch' });
}
