import type { FusionCalibration } from '../../domain/calibration.js';

/** Written by scripts/calibrate-fusion.ts; its ECE is cross-fitted by kind of product. */
export const FUSION_CALIBRATION: FusionCalibration = {
  "category": {
    "bias": 0.136,
    "weights": {
      "visionSupport": 0.988,
      "textSupport": 5.102,
      "textAgainst": -2.4,
      "both": -0.181,
      "unknown": 1.612,
      "lead": -0.127,
      "unseenKind": 0.62
    }
  },
  "contradiction": {
    "bias": -2.508,
    "weights": {
      "visionTop": 0.741,
      "unknown": -0.586,
      "textTop": 0.953,
      "visionForText": -1.128,
      "textKnown": -4.126,
      "apart": 2.67
    }
  },
  "conflictThreshold": 0.5,
  "provenance": {
    "fittedOn": "7761 made-up videos of photos that the head did not see, with made-up titles in sixteen languages (scripts/calibrate-fusion.ts)",
    "examples": 7761,
    "expectedCalibrationError": 0.0329
  }
};
