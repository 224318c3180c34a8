import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calibratedCategory, calibratedContradiction, expectedCalibrationError, logistic, type CategoryFeatures } from '../../../src/domain/calibration.js';
import { FUSION_CALIBRATION } from '../../../src/stages/fuse/fitted-calibration.js';

const features = (fields: Partial<CategoryFeatures>): CategoryFeatures => ({ visionSupport: 0.9, visionTop: 0.9, textSupport: 0.9, textTop: 0.9, unknown: 0.05, lead: 5, visionForText: 0.9, textKnown: 1, apart: 1, ...fields });

describe('the fitted calibration', () => {
  it('was fitted, and says on what', () => {
    expect(FUSION_CALIBRATION.provenance.examples).toBeGreaterThan(1000);
    expect(FUSION_CALIBRATION.provenance.expectedCalibrationError).toBeLessThanOrEqual(0.05);
  });

  it('is surer where picture and text agree', () => {
    const both = calibratedCategory(FUSION_CALIBRATION, features({}));
    const picture = calibratedCategory(FUSION_CALIBRATION, features({ textSupport: 0, textTop: 0, lead: 3 }));
    const against = calibratedCategory(FUSION_CALIBRATION, features({ textSupport: 0, lead: 1, visionForText: 0 }));
    expect(both).toBeGreaterThan(0.9);
    expect(picture).toBeLessThan(both);
    expect(against).toBeLessThan(both);
  });

  it('believes in a contradiction where the picture is sure, not where it is lost', () => {
    const sure = calibratedContradiction(FUSION_CALIBRATION, features({ visionTop: 0.97, unknown: 0.02, visionForText: 0 }));
    const lost = calibratedContradiction(FUSION_CALIBRATION, features({ visionTop: 0.1, unknown: 0.8, visionForText: 0 }));
    expect(sure).toBeGreaterThan(FUSION_CALIBRATION.conflictThreshold);
    expect(lost).toBeLessThan(FUSION_CALIBRATION.conflictThreshold);
  });

  it('gives probabilities for any features', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(fc.property(unit, unit, unit, unit, unit, unit, (a, b, c, d, e, f) => {
      const any = features({ visionSupport: a, visionTop: b, textSupport: c, textTop: d, unknown: e, visionForText: f });
      for (const p of [calibratedCategory(FUSION_CALIBRATION, any), calibratedContradiction(FUSION_CALIBRATION, any)]) {
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }
    }));
  });
});

describe('expected calibration error', () => {
  it.each([
    ['nothing', [], 0],
    ['honest', [...Array.from({ length: 9 }, () => ({ confidence: 0.9, right: true })), { confidence: 0.9, right: false }], 0],
    ['boastful', [{ confidence: 1, right: false }, { confidence: 1, right: false }], 1],
    ['two bins', [{ confidence: 0.25, right: false }, { confidence: 0.75, right: true }], 0.25],
  ])('%s', (_, pairs, expected) => {
    expect(expectedCalibrationError(pairs)).toBeCloseTo(expected, 9);
  });

  it('the logistic is a half at zero and takes a missing input for zero', () => {
    expect(logistic({ bias: 0, weights: { a: 3 } }, {})).toBe(0.5);
    expect(logistic({ bias: 1, weights: { a: -1 } }, { a: 1 })).toBe(0.5);
  });
});
