export { makeApi } from './api.ts'
export type { ApiDeps } from './api-context.ts'
