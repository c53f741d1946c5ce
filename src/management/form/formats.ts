import { checkCreditCode, isResidentId } from '#standards'

// The formats of our schemas, by name; the same functions are bundled into the browser's validators.
export const residentIdFormat = (value: string): boolean => isResidentId(value)
export const creditCodeFormat = (value: string): boolean => checkCreditCode(value).ok
export const mobileFormat = (value: string): boolean => /^1[3-9]\d{9}$/.test(value)
export const emailFormat = (value: string): boolean =>
  value.length <= 254 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value)
export const dateFormat = (value: string): boolean => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (match === null) return false
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
export const formats = {
  'resident-id': residentIdFormat,
  'credit-code': creditCodeFormat,
  mobile: mobileFormat,
  email: emailFormat,
  date: dateFormat,
} as const
