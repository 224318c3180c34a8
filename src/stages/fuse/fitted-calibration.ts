import type { FusionCalibration } from '../../domain/calibration.js';

/** Written by scripts/calibrate-fusion.ts; its ECE is cross-fitted by kind of product. */
export const FUSION_CALIBRATION: FusionCalibration = {
  "category": {
    "bias": 0.788,
    "weights": {
      "visionSupport": 1.115,
      "textSupport": 5.803,
      "textAgainst": -2.104,
      "both": -1.178,
      "unknown": 1.343,
      "lead": -0.257,
      "unseenKind": -0.239
    }
  },
  "contradiction": {
    "bias": 1.408,
    "weights": {
      "visionTop": 0.595,
      "unknown": -0.826,
      "textTop": -0.573,
      "visionForText": -1.101,
      "textKnown": -5.717
    }
  },
  "conflictThreshold": 0.5,
  "provenance": {
    "fittedOn": "6561 made-up videos of photos that the head did not see, with made-up titles in sixteen languages (scripts/calibrate-fusion.ts)",
    "examples": 6561,
    "expectedCalibrationError": 0.0137
  }
};
