import type { FusionCalibration } from '../../domain/calibration.js';

/** Written by scripts/calibrate-fusion.ts; its ECE is cross-fitted by kind of product. */
export const FUSION_CALIBRATION: FusionCalibration = {
  "category": {
    "bias": 0.793,
    "weights": {
      "visionSupport": 1.148,
      "textSupport": 6.1,
      "textAgainst": -1.966,
      "both": -1.578,
      "unknown": 0.863,
      "lead": -0.232,
      "unseenKind": -0.187
    }
  },
  "contradiction": {
    "bias": -0.713,
    "weights": {
      "visionTop": 0.381,
      "unknown": -1.718,
      "textTop": 1.698,
      "visionForText": -1.509,
      "textKnown": -6.39
    }
  },
  "conflictThreshold": 0.63,
  "provenance": {
    "fittedOn": "6561 made-up videos of photos that the head did not see, with made-up titles in twelve languages (scripts/calibrate-fusion.ts)",
    "examples": 6561,
    "expectedCalibrationError": 0.0146
  }
};
