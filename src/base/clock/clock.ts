/** The only way anything learns what time it is: passed in, so that tests and replays can fix it. */
export type Clock = () => Temporal.Instant

export const systemClock: Clock = () => Temporal.Now.instant()

/** The city's calendar date at an instant. Law counts days, and a day is the city's day. */
export const dateIn = (zone: string, at: Temporal.Instant): Temporal.PlainDate =>
  at.toZonedDateTimeISO(zone).toPlainDate()
