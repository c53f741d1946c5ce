/** One thing to supply, in a notice told once (一次性告知). `basis` is set when it is outside the published list. */
export type CorrectionRequest = {
  materialNo: number | null
  what: string
  reason: string
  basis: string | null
}

/** What a department found missing before acceptance; the lead tells the applicant for all of them at once. */
export type Proposal = { authorityCode: string; requests: CorrectionRequest[] }

/** What departments found missing and nobody told the applicant yet, without what two of them said alike. */
export function gatheredRequests(caseFile: {
  proposals: readonly Proposal[]
  correction: unknown
}): CorrectionRequest[] {
  if (caseFile.correction !== null) return []
  const gathered = new Map<string, CorrectionRequest>()
  for (const { requests } of caseFile.proposals)
    for (const request of requests) {
      const key = request.materialNo === null ? `: ${request.what.trim()}` : String(request.materialNo)
      const known = gathered.get(key)
      const reason =
        known === undefined || known.reason === request.reason ? request.reason : `${known.reason}；${request.reason}`
      gathered.set(key, { ...(known ?? request), reason })
    }
  return [...gathered.values()]
}

/** One notice for all departments: what the lead ticked, and what others found and it did not. */
export const withGathered = (
  ticked: readonly CorrectionRequest[],
  gathered: readonly CorrectionRequest[],
): CorrectionRequest[] => [
  ...ticked,
  ...gathered.filter((one) =>
    one.materialNo === null
      ? !ticked.some((other) => other.what.trim() === one.what.trim())
      : !ticked.some((other) => other.materialNo === one.materialNo),
  ),
]

/** What each request must say: what is to be supplied, and why. */
export const requestFlaws = (requests: readonly CorrectionRequest[]) => [
  ...(requests.length === 0
    ? [{ pointer: '/requests', sentence: { zh: '请勾选需要补正的内容。', en: 'Tick what is to be supplied.' } }]
    : []),
  ...requests.flatMap((request, index) => [
    ...(request.what.trim() === ''
      ? [
          {
            pointer: `/requests/${index}/what`,
            sentence: { zh: '请写明要补什么。', en: 'Say what is to be supplied.' },
          },
        ]
      : []),
    ...(request.reason.trim() === ''
      ? [{ pointer: `/requests/${index}/reason`, sentence: { zh: '请写明为什么需要。', en: 'Say why it is needed.' } }]
      : []),
  ]),
]

/** What an applicant may owe until a day: what a one-time notice asked for, or deferred papers (容缺). */
export type SupplyKind = 'correction' | 'deferred'
