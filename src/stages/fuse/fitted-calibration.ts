import type { FusionCalibration } from '../../domain/calibration.js';

/** Set by hand until scripts/calibrate-fusion.ts has been run on the vision model's held-out predictions. */
export const FUSION_CALIBRATION: FusionCalibration = {
  category: { bias: -1.2, weights: { visionSupport: 0.6, textSupport: 2, textAgainst: -0.8, both: 1, unknown: -1, lead: 0.5 } },
  contradiction: { bias: 0, weights: { visionTop: 0.9, unknown: -3, textTop: 1, visionForText: -0.8 } },
  conflictThreshold: 0.6,
  provenance: { fittedOn: 'nothing: set by hand', examples: 0, expectedCalibrationError: null },
};
