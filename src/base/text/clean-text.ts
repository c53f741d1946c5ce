// Nothing a person means: control characters (line breaks and tabs stay) and those that turn the direction of what stands beside them
// (U+202A–202E, U+2066–2069), by which a name can be made to read as another.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g

/**
 * What somebody typed, as it is written down: lines end as the page counts them (browsers send two characters for each), halves of
 * characters and control characters, which no database and no letter can hold, are gone.
 */
export const cleanText = (typed: string): string => typed.replace(/\r\n?/g, '\n').toWellFormed().replace(unwanted, '')

/** The same in all that stands in a value, at any depth; names and anything but text stay as they are. */
export function cleanTexts(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(cleanTexts)
  if (value === null || typeof value !== 'object' || ![Object.prototype, null].includes(Object.getPrototypeOf(value)))
    return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cleanTexts(one)]))
}
