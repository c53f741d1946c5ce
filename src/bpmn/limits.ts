/** What a model may cost. Exceeding any of these is a problem at compile time, or a refusal at run time (`steps`, `tokens`). */
export type Limits = {
  /** Size of the XML in bytes of UTF-8. */
  bytes: number
  /** XML elements, the drawing included. */
  elements: number
  /** Nesting of XML elements. */
  depth: number
  /** Attributes of one XML element. */
  attributes: number
  /** Characters of an id: ids are repeated in the state of every run. */
  idLength: number
  /** Characters of one condition. */
  conditionLength: number
  /** Expressions of one model: conditions, timers and repetitions, those of called processes among them. */
  expressions: number
  /** Characters of all of them. */
  expressionsLength: number
  /** Nodes that one `advance` may visit. */
  steps: number
  /** Tokens that one run may hold at a time. */
  tokens: number
  /** Token movements that the search for deadlocks may try before the model counts as too tangled. */
  analysis: number
}

export const defaultLimits: Limits = {
  bytes: 2_000_000,
  elements: 20_000,
  depth: 100,
  attributes: 200,
  idLength: 100,
  conditionLength: 1_000,
  expressions: 2_000,
  expressionsLength: 50_000,
  steps: 1_000,
  tokens: 200,
  analysis: 200_000,
}
