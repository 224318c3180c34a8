import type { FusionCalibration } from '../../domain/calibration.js';

/** Written by scripts/calibrate-fusion.ts; its ECE is cross-fitted by kind of product. */
export const FUSION_CALIBRATION: FusionCalibration = {
  "category": {
    "bias": 0.574,
    "weights": {
      "visionSupport": 1.038,
      "textSupport": 6.8,
      "textAgainst": -1.769,
      "both": -2.393,
      "unknown": 0.542,
      "lead": -0.229,
      "unseenKind": -0.531
    }
  },
  "contradiction": {
    "bias": -0.851,
    "weights": {
      "visionTop": 0.422,
      "unknown": -1.116,
      "textTop": 1.106,
      "visionForText": -1.48,
      "textKnown": -5.767
    }
  },
  "conflictThreshold": 0.61,
  "provenance": {
    "fittedOn": "6561 made-up videos of photos that the head did not see, with made-up titles in twelve languages (scripts/calibrate-fusion.ts)",
    "examples": 6561,
    "expectedCalibrationError": 0.0144
  }
};
