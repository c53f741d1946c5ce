/** A decision model as it stands in the file: every text still unread, every name still unresolved. */
export type Model = {
  items: readonly ModelItem[]
  inputs: readonly ModelInput[]
  decisions: readonly ModelDecision[]
}

/** A named simple type, perhaps with the values that it allows. */
export type ModelItem = { id: string | null; name: string; typeRef: string | null; allowed: string | null }

export type ModelInput = { id: string; name: string; typeRef: string | null }

export type ModelDecision = {
  id: string
  name: string
  /** How other decisions call its result. */
  variable: string
  typeRef: string | null
  /** Ids of the decisions and inputs that it requires. */
  requires: readonly string[]
  logic: ModelLiteral | ModelTable
}

export type ModelLiteral = { kind: 'literal'; id: string | null; text: string; typeRef: string | null }

export type ModelTable = {
  kind: 'table'
  id: string | null
  hitPolicy: string
  aggregation: string | null
  inputs: readonly ModelInputClause[]
  outputs: readonly ModelOutputClause[]
  annotations: readonly string[]
  rules: readonly ModelRule[]
}

export type ModelInputClause = {
  id: string | null
  label: string | null
  text: string
  typeRef: string | null
  values: string | null
}

export type ModelOutputClause = {
  id: string | null
  name: string | null
  typeRef: string | null
  values: string | null
  fallback: string | null
}

export type ModelRule = {
  id: string
  cells: readonly string[]
  results: readonly string[]
  annotations: readonly string[]
}
