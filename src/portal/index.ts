export { buildAssets } from './layout/assets.ts'
export { problemPages } from './layout/problem-pages.ts'
export { makePortal, portalNotFound } from './portal.ts'
export { errorPage, type PortalDeps, rememberedCase, viewOf } from './portal-context.ts'
