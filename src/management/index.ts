export {
  type Authorities,
  type Authority,
  type AuthorityLevel,
  townshipKind,
  villageKind,
} from './authority/authority.ts'
export {
  Bilingual,
  EntryContent,
  Level,
  Limit,
  type MaterialRequirement,
  Overrides,
  Subject,
} from './catalogue/catalogue-entry.ts'
export {
  confirmItem,
  findDraft,
  keepDraft,
  listRevisions,
  publishDraft,
  type RevisionState,
} from './catalogue/revision-store.ts'
export { type City, type Entry, type ItemRef, loadCity } from './city.ts'
export { type Division, type Divisions, plainName } from './division/division.ts'
export { checkForm, pruneValues } from './form/check-form.ts'
export {
  type Field,
  type Form,
  type FormValues,
  type GroupField,
  listFields,
  type PrefillSource,
  type SimpleField,
} from './form/form.ts'
export { toJsonSchema } from './form/to-json-schema.ts'
export { loadSeeds } from './load-seeds.ts'
export type { ProcessDefinition } from './process-definition/process-definition.ts'
export { type Answers, Condition, holds } from './scenario/condition.ts'
export {
  cleanAnswers,
  listApplicable,
  type Question,
  resolveScenario,
  type ScenarioOutcome,
} from './scenario/scenario.ts'
export {
  makeSearchIndex,
  type SearchAnswer,
  type SearchEntry,
  type SearchHit,
  type SearchIndex,
} from './search/search-index.ts'
export { readSynonyms, type SynonymGroup } from './search/synonyms.ts'
export { checkConformity, type Finding } from './service-item/conformity.ts'
export { resolveServiceItem, type ServiceItem } from './service-item/service-item.ts'
