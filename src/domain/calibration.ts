/** A logistic model over named features: P = 1 / (1 + exp(−(bias + Σ weight · feature))). */
export interface LogisticModel {
  readonly bias: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** Fitted confidence of the fuse stage. Written by scripts/calibrate-fusion.ts, with what it was fitted on. */
export interface FusionCalibration {
  /** P(the decided category is right). */
  readonly category: LogisticModel;
  /** P(text and picture speak of different products), where their best categories are no kin. */
  readonly contradiction: LogisticModel;
  /** From this probability on a contradiction is reported as a conflict. */
  readonly conflictThreshold: number;
  readonly provenance: { readonly fittedOn: string; readonly examples: number; readonly expectedCalibrationError: number | null };
}

/** The few numbers that the calibration reads, 0…1 unless said. */
export interface CategoryFeatures {
  /** P(the decided category or its kin | picture). */
  readonly visionSupport: number;
  readonly visionTop: number;
  /** How strongly the texts name the decided category or its kin. */
  readonly textSupport: number;
  readonly textTop: number;
  /** P(none of the kinds that the vision model knows). */
  readonly unknown: number;
  /** Score lead over the best candidate that is no kin, in nats, at most 6. */
  readonly lead: number;
  /** P(kin of the text's choice | picture). */
  readonly visionForText: number;
  /** 1 where the vision model was fitted on kin of the text's choice, else 0: then it can only ever see something else. */
  readonly textKnown: number;
  /** 1 where the text's choice and what is seen are of different verticals (food, clothes), 0 where both are of one. */
  readonly apart: number;
}

export function calibratedCategory(calibration: FusionCalibration, features: CategoryFeatures): number {
  return logistic(calibration.category, categoryInputs(features));
}

export function calibratedContradiction(calibration: FusionCalibration, features: CategoryFeatures): number {
  return logistic(calibration.contradiction, contradictionInputs(features));
}

/** What the category model reads. Text that is silent and text that disagrees are different things, hence `textAgainst`. */
export function categoryInputs(features: CategoryFeatures): Readonly<Record<string, number>> {
  return {
    visionSupport: logit(features.visionSupport),
    textSupport: features.textSupport,
    textAgainst: Math.max(0, features.textTop - features.textSupport),
    both: features.visionSupport * features.textSupport,
    unknown: features.unknown,
    lead: features.lead,
    unseenKind: features.textKnown === 0 && features.textTop > 0 ? 1 : 0,
  };
}

export function contradictionInputs(features: CategoryFeatures): Readonly<Record<string, number>> {
  return { visionTop: logit(features.visionTop), unknown: features.unknown, textTop: features.textTop, visionForText: features.textKnown * Math.log(features.visionForText + 0.01), textKnown: features.textKnown, apart: features.apart };
}

export function logistic(model: LogisticModel, inputs: Readonly<Record<string, number>>): number {
  let z = model.bias;
  for (const [name, weight] of Object.entries(model.weights)) z += weight * (inputs[name] ?? 0);
  return 1 / (1 + Math.exp(-z));
}

/** Log odds, held within ±5. */
function logit(probability: number): number {
  const held = Math.min(0.9933, Math.max(0.0067, probability));
  return Math.log(held / (1 - held));
}

/** Mean distance of confidence and accuracy over equal-width bins, weighted by their size. */
export function expectedCalibrationError(pairs: readonly { readonly confidence: number; readonly right: boolean }[], bins = 10): number {
  if (pairs.length === 0) return 0;
  let error = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const inside = pairs.filter(({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin);
    if (inside.length === 0) continue;
    const confidence = inside.reduce((sum, pair) => sum + pair.confidence, 0) / inside.length;
    const accuracy = inside.filter((pair) => pair.right).length / inside.length;
    error += (inside.length / pairs.length) * Math.abs(confidence - accuracy);
  }
  return error;
}
