export type { CaseNoParts, ParsedCaseNo } from './case-no.ts'
export { formatCaseNo, groupCaseNo, parseCaseNo } from './case-no.ts'
export type { CreditCode, CreditCodeParts } from './credit-code.ts'
export { checkCreditCode, makeCreditCode } from './credit-code.ts'
export type { Division, DivisionLevel } from './division-code.ts'
export {
  divisionAncestors,
  divisionLevel,
  divisionParent,
  findProvinceName,
  isWithin,
  padDivision,
  parseDivision,
  trimDivision,
} from './division-code.ts'
export type { Bad, Sentence } from './finding.ts'
export { normaliseCode } from './finding.ts'
export type { HolidayNotice } from './holiday-notice.ts'
export { readHolidayJson, readHolidayNotice } from './holiday-notice.ts'
export type { CatalogueCode, ItemCode } from './item-code.ts'
export {
  checkItemCode,
  composeCatalogueCode,
  composeHandlingCode,
  composeImplementationCode,
} from './item-code.ts'
export type { LicenceId, LicenceIdParts } from './licence-id.ts'
export { checkLicenceId, makeLicenceId } from './licence-id.ts'
export type { ResidentId } from './resident-id.ts'
export { checkResidentId, isResidentId, maskResidentId, upgradeResidentId } from './resident-id.ts'
export { defaultSignerId, sm2Sign, sm2Verify, sm3, sm4EcbEncrypt } from './sm.ts'
export type { Calendar, CalendarDay, DayKind } from './working-days.ts'
export {
  addWorkingDays,
  countWorkingDays,
  dayKind,
  isWorkingDay,
  makeCalendar,
  readCalendarCsv,
  workingDayOnOrAfter,
} from './working-days.ts'
