/** What a run is told at its start, by name. */
export type Facts = Readonly<Record<string, string | number | boolean>>

/** A fact as it is typed: a number, true or false, or a text; a text that looks like one of these stands between quotes. */
export function readFact(text: string): string | number | boolean | undefined {
  const typed = text.trim()
  if (typed === '') return undefined
  if (typed === 'true' || typed === 'false') return typed === 'true'
  if (/^-?\d+(\.\d+)?$/.test(typed)) return Number(typed)
  return /^".*"$/.test(typed) ? typed.slice(1, -1) : typed
}

/** The same back, so that it reads as what it is. */
export function writeFact(fact: Facts[string] | undefined): string {
  if (fact === undefined) return ''
  return typeof fact === 'string' && typeof readFact(fact) !== 'string' ? `"${fact}"` : String(fact)
}

/** The facts with one of them told otherwise; an empty one is not known. */
export function tellFact(facts: Facts, name: string, text: string): Facts {
  const { [name]: _before, ...others } = facts
  const fact = readFact(text)
  return fact === undefined ? others : { ...others, [name]: fact }
}
