/** The 36 characters of GB/T 17710 and of organisation codes, in the order of their values 0 to 35. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** 0 to 35, or -1 for a character outside 0-9A-Z. */
export const characterValue = (character: string): number => (character.length === 1 ? alphabet.indexOf(character) : -1)

/** The character of a value 0 to 35. Throws outside it: that is a mistake in the caller's arithmetic. */
export function characterOf(value: number): string {
  const character = alphabet[value]
  if (character === undefined) throw new RangeError(`no character has the value ${value}`)
  return character
}
