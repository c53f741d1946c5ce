/** What a service brings back: what the route's gateways may want to know. */
export type Told = Readonly<Record<string, string | number | boolean>>

const mark: unique symbol = Symbol('named error')

/** The answer of a service that ended with an error of the field (no such person in the register), named as the route names it. */
export type NamedError = { readonly [mark]: true; readonly code: string; readonly told: Told }

/**
 * A service answers with this where it did what was asked and the answer is a no that the route knows: the event on the border of its step
 * with this code takes the case on. What failed and may be tried again it throws.
 */
export const namedError = (code: string, told: Told = {}): NamedError => ({ [mark]: true, code, told })

export const isNamedError = (answer: Told | NamedError): answer is NamedError => mark in answer
