export type { AssessedFacts, SpokenRule } from './assessment/ask-table.ts'
export { assessEligibility, assessFee, type Eligibility, type FeeAssessment } from './assessment/assess.ts'
export { assessAnswers } from './assessment/assess-answers.ts'
export { type ApplicableMaterial, listApplicableMaterials } from './assessment/choose-papers.ts'
export { factsOfAnswers } from './assessment/facts-of-answers.ts'
export {
  type ItemTable,
  type ItemTables,
  type TableRef,
  type TableUse,
  tablesOf,
  tableUses,
} from './assessment/item-table.ts'
export { type TableAsks, whatTablesAsk } from './assessment/what-tables-ask.ts'
export {
  type Authorities,
  type Authority,
  type AuthorityLevel,
  listImplementing,
  townshipKind,
  villageKind,
} from './authority/authority.ts'
export { findNearestOffice } from './authority/nearest-office.ts'
export {
  type Bundle,
  type BundleMember,
  type BundleNeed,
  neededMembers,
  sortMembers,
  standingNeeds,
  type WholeLimit,
} from './bundle/bundle.ts'
export { matchBundle } from './bundle/match-bundle.ts'
export { formWithout, type MemberPart } from './bundle/merge-forms.ts'
export type { MergedPaper, PaperUse, ProvidedPaper } from './bundle/merge-materials.ts'
export {
  type BundleContent,
  contentFor,
  limitFor,
  listPapers,
  type MergedBundle,
  memberAnswers,
  memberForm,
  neededOf,
  partOf,
} from './bundle/merged-bundle.ts'
export { keepCalendarDays, listCalendarDays } from './calendar/calendar-store.ts'
export {
  EntryContent,
  type FeeLine,
  Level,
  Limit,
  type MaterialRequirement,
  Overrides,
  type Relief,
  Subject,
} from './catalogue/catalogue-entry.ts'
export { checkEntry } from './catalogue/check-entry.ts'
export { checkOverrides } from './catalogue/check-overrides.ts'
export { checkPaperNumbers, type NumberedPaper } from './catalogue/check-paper-numbers.ts'
export { denialWord } from './catalogue/denial-word.ts'
export {
  confirmItem,
  findDraft,
  keepDraft,
  listNumberedPapers,
  listRevisions,
  publishDraft,
  type RevisionState,
  type RevisionSummary,
} from './catalogue/revision-store.ts'
export { type City, type Entry, loadCity } from './city.ts'
export { type Division, type Divisions, plainName } from './division/division.ts'
export { englishBody, englishName, englishOf, englishPath, englishPlace, englishQuotes } from './english-names.ts'
export { checkForm } from './form/check-form.ts'
export type {
  Field,
  Form,
  FormValues,
  GroupField,
  PrefillSource,
  SimpleField,
} from './form/form.ts'
export { pruneValues } from './form/form-flaws.ts'
export { listFields } from './form/list-fields.ts'
export { toJsonSchema } from './form/to-json-schema.ts'
export { validatorModule } from './form/validator-module.ts'
export { type KeptCity, keepCity } from './keep-city.ts'
export { loadNewSeeds, loadSeeds } from './load-seeds.ts'
export {
  type CheckedDefinition,
  checkDecisions,
  checkDefinition,
  type DefinitionGround,
  type DefinitionProblem,
} from './process-definition/check-definition.ts'
export { compareDefinitions, type DefinitionDifference } from './process-definition/compare-definitions.ts'
export type { DecisionDefinition, ProcessDefinition } from './process-definition/compile-definitions.ts'
export type { Definitions } from './process-definition/definitions.ts'
export { importDefinition } from './process-definition/import-definition.ts'
export { mayEditDefinitions } from './process-definition/may-edit.ts'
export { findCalledIn, pinCalls } from './process-definition/pin-calls.ts'
export {
  type DefinitionAct,
  type DefinitionDraft,
  type DefinitionKind,
  dropDefinitionDraft,
  findDefinitionDraft,
  keepDefinitionDraft,
  listDefinitionDrafts,
  listDefinitions,
  type StoredDefinition,
} from './process-definition/process-definition-store.ts'
export { draftChanged, groundOf, publishChecked } from './process-definition/publish-checked.ts'
export { runNames } from './process-definition/route-names.ts'
export { type Frame, type SimulatedStep, simulateDefinition } from './process-definition/simulate-definition.ts'
export { decisionName, stepName } from './process-definition/step-name.ts'
export { stepProcedures } from './process-definition/step-property.ts'
export { withdrawUnused } from './process-definition/withdraw-unused.ts'
export { Bilingual } from './scenario/bilingual.ts'
export { Condition } from './scenario/condition.ts'
export { type Answers, fieldsOf, holds } from './scenario/holds.ts'
export {
  cleanAnswers,
  listApplicable,
  type Question,
  resolveScenario,
  type ScenarioOutcome,
} from './scenario/scenario.ts'
export type { SearchAnswer, SearchHit } from './search/answer.ts'
export { countSubjects, type SubjectCounts } from './search/count-subjects.ts'
export { indexCity } from './search/index-city.ts'
export {
  makeSearchIndex,
  type SearchEntry,
  type SearchIndex,
} from './search/search-index.ts'
export { readSynonyms, type SynonymGroup } from './search/synonyms.ts'
export { asAnswered } from './service-item/as-answered.ts'
export { checkConformity } from './service-item/conformity.ts'
export { asksItemsTable, decidesByRule, routeDecidesByRule, routesOf } from './service-item/decides-by-rule.ts'
export { committedNoteOf, isInHall, reliefOf, remedyText } from './service-item/derived-elements.ts'
export type { Finding } from './service-item/finding.ts'
export { type ItemState, stateOf } from './service-item/item-state.ts'
export { itemThatDecides } from './service-item/item-that-decides.ts'
export { type ItemRef, refOf, resolveServiceItem, type ServiceItem } from './service-item/service-item.ts'
export {
  noneHere,
  whyCannotBegin,
  whyNotOnline,
  withoutRoute,
} from './service-item/why-cannot-begin.ts'
