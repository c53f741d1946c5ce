/** Who did it. Officers are named with the authority they acted for; the system acts by law or by timer. */
export type Actor =
  | { kind: 'person'; accountId: string; name: string; mandateId?: string }
  | { kind: 'officer'; accountId: string; name: string; authorityCode: string }
  | { kind: 'system'; name: string }

/** What happened, before it is stored: a past-tense type and its facts. */
export type NewEvent<T extends string = string, D = unknown> = { type: T; data: D }

/** A stored event. `seq` counts from 1 within its stream without a gap. */
export type StoredEvent<E extends NewEvent = NewEvent> = E & { seq: number; at: Temporal.Instant; actor: Actor }

/** An event as a feed reader sees it. */
export type FeedEvent = {
  cityCode: string
  stream: string
  streamId: string
  seq: number
  type: string
  at: Temporal.Instant
  actor: Actor
  data: unknown
}
