import type { Text } from '#base'
import type { Delivery } from '#handling'
import type { EntryContent, ItemState } from '#management'
import type { Assessed, Situation } from './assessment-contract.ts'

/** What is asked at a counter, for an item or for a bundle, and what the answers select. */
export type Asking = Pick<EntryContent, 'subjects' | 'questions' | 'form' | 'materials' | 'delivery'> & {
  route: { key: string }
  situation: Pick<Situation, 'outcome' | 'papers'> | null
}

/** One item as a counter needs it: what is asked, in which form, with which papers. */
export type ItemGuide = Asking &
  Pick<EntryContent, 'conditions' | 'committed' | 'caseType'> & {
    itemCode: string
    name: string
    nameEn: string
    authority: { name: string; nameEn: string; divisionCode: string; divisionName: string }
    situation: Situation | null
    /** Why nobody can apply today; null while the item is in use. */
    whyNotInUse: Text | null
  }

export type FoundBundle = { bundleId: string; name: Text; members: Text[] }

/** A bundle as a counter needs it: one form, each paper once, and the items that these answers make necessary. */
export type BundleGuide = Asking & {
  bundleId: string
  name: Text
  /** The offices of a smaller place decide: which, must be known first. */
  needsPlace: boolean
  members: {
    eligibility: Assessed['eligibility']
    fee: Assessed['fee'] | null
    entryId: string
    name: Text
    authority: string | null
    authorityEn: string | null
    needed: boolean
    whyNotInUse: Text | null
    waitsFor: string[]
  }[]
}

export type BundleFileView = {
  bundleNo: string
  name: Text
  applicantName: string
  members: { entryId: string; name: Text; state: string; caseNo: string | null; waitsFor: string[] }[]
}

export type FoundItem = {
  itemCode: string
  name: string
  nameEn: string
  authority: string
  authorityEn: string
  divisionName: string
  state: ItemState
  whyNotInUse: Text | null
}

/** What a clerk sends for somebody at the counter. */
export type CounterApplication = {
  division: string
  answers: Record<string, string>
  form: Record<string, unknown>
  materials: { materialNo: number; fileId: string }[]
  brought: number[]
  delivery: Delivery
  declared: boolean
  commitment: { signedBy: string; text: string } | null
  applicant: {
    kind: 'natural' | 'legal'
    name: string
    code: string
    mobile: string
    handler: { name: string; residentIdNo: string } | null
    originals: number[]
  }
}
