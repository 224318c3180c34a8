import type { FusionCalibration } from '../../domain/calibration.js';

/** Written by scripts/calibrate-fusion.ts; its ECE is cross-fitted by kind of product. */
export const FUSION_CALIBRATION: FusionCalibration = {
  "category": {
    "bias": 0.865,
    "weights": {
      "visionSupport": 1.148,
      "textSupport": 5.823,
      "textAgainst": -2.211,
      "both": -1.241,
      "unknown": 1.582,
      "lead": -0.292,
      "unseenKind": -0.286
    }
  },
  "contradiction": {
    "bias": -0.868,
    "weights": {
      "visionTop": 0.386,
      "unknown": -1.294,
      "textTop": 1.876,
      "visionForText": -1.457,
      "textKnown": -6.537
    }
  },
  "conflictThreshold": 0.63,
  "provenance": {
    "fittedOn": "6561 made-up videos of photos that the head did not see, with made-up titles in twelve languages (scripts/calibrate-fusion.ts)",
    "examples": 6561,
    "expectedCalibrationError": 0.0131
  }
};
