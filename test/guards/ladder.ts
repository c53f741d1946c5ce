import { fileURLToPath } from 'node:url'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'

/** The folders of src/ from top to bottom; those on one rung never import each other. */
export const rungs = [
  ['portal', 'workbench', 'hall', 'api'],
  ['supervision'],
  ['engagement'],
  ['handling'],
  ['management'],
  ['sharing'],
  ['identity'],
  ['bpmn', 'standards', 'base'],
] as const

/** Folders in which every noun has a heart. */
export const fieldModules = ['supervision', 'engagement', 'handling', 'management', 'sharing', 'identity'] as const

const tsConfigFile = fileURLToPath(new URL('../../tsconfig.json', import.meta.url))
const anyOf = (folders: readonly string[]): string => `^src/(${folders.join('|')})/`
const test = '\\.test\\.tsx?$'

// A heart is the file named like its folder: handling/case-file/case-file.ts.
const heart = `^src/(${fieldModules.join('|')})/([^/]+)/\\2\\.ts$`
const store = '-store\\.ts$'

/**
 * The islands and the workbench are bundled for the browser, where the front door of management would bring the database
 * along. They evaluate the same conditions and name the same steps and their properties as the server, so they import those pure files, with the words of days and cases, and
 * only them; types come through the front door, since `import type` leaves nothing in the bundle.
 */
const islands = '^src/(portal/islands|workbench)/'
const sharedWithBrowser =
  '^src/(base/text/day|handling/case-file/case-words|management/(catalogue/denial-word|scenario/holds|process-definition/step-(name|property)))\\.ts$'

const downwards: IForbiddenRuleType[] = rungs.slice(1).map((rung, index) => ({
  name: 'only-downwards',
  comment: `${rung.join(', ')} may not import what stands above`,
  severity: 'error',
  from: { path: anyOf(rung) },
  to: { path: anyOf(rungs.slice(0, index + 1).flat()) },
}))

export const ladderRules: IForbiddenRuleType[] = [
  ...downwards,
  {
    name: 'surfaces-apart',
    comment: 'portal, workbench, hall and api know nothing of each other; what two need belongs below',
    severity: 'error',
    from: { path: anyOf(rungs[0]) },
    to: { path: anyOf(rungs[0]), pathNot: '^src/$1/' },
  },
  {
    name: 'pure-ground',
    comment: 'bpmn, standards and base import nothing of ours',
    severity: 'error',
    from: { path: anyOf(rungs[7]), pathNot: test },
    to: { path: '^src/', pathNot: '^src/$1/' },
  },
  {
    name: 'front-door-only',
    comment: 'from another folder only through its index.ts',
    severity: 'error',
    from: { path: '^src/([^/]+)/' },
    to: {
      path: '^src/[^/]+/',
      pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', sharedWithBrowser],
    },
  },
  {
    name: 'front-door-only',
    comment: 'what the browser shares with the server are pure files, and only what is bundled takes them that way',
    severity: 'error',
    from: { path: '^src/([^/]+)/', pathNot: [islands, '^src/(base|management)/', '^src/handling/index\\.ts$'] },
    to: { path: sharedWithBrowser },
  },
  {
    name: 'light-for-the-browser',
    comment: 'files shared with the browser import types only',
    severity: 'error',
    from: { path: sharedWithBrowser },
    to: { dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'front-door-by-name',
    comment:
      'crossing a border is written #name; ./x.ts means at home (main.ts, which knows everybody, and tests are free)',
    severity: 'error',
    from: { path: '^src/([^/]+)/', pathNot: [test, islands] },
    to: { path: '^src/[^/]+/index\\.ts$', pathNot: '^src/$1/', dependencyTypesNot: ['aliased-subpath-import'] },
  },
  {
    name: 'nobody-imports-main',
    comment: 'main.ts and command.ts start things; nothing leans on them',
    severity: 'error',
    from: { path: '^src/[^/]+/', pathNot: test },
    to: { path: '^src/[^/]+\\.tsx?$' },
  },
  {
    name: 'pure-hearts',
    comment: 'a heart takes no package but zod',
    severity: 'error',
    from: { path: heart },
    to: {
      dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'core', 'npm-no-pkg'],
      pathNot: 'node_modules/zod/',
    },
  },
  {
    name: 'pure-hearts',
    comment: 'a heart knows no store, no page and no route',
    severity: 'error',
    from: { path: heart },
    to: { path: [store, '-page\\.tsx$', '-routes\\.ts$'] },
  },
  {
    name: 'sql-in-stores',
    comment: 'the database driver and the query builder stay in base/',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/base/', test] },
    to: { path: 'node_modules/(kysely|pg)/' },
  },
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
]

export type Cruised = { modules: number; violations: { rule: string; from: string; to: string }[] }

/** Cruises `src/` below `directory` under the ladder's rules. */
export async function cruiseHouse(directory: string): Promise<Cruised> {
  const { output } = await cruise(
    ['src'],
    {
      baseDir: directory,
      validate: true,
      ruleSet: { forbidden: ladderRules },
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      tsConfig: { fileName: tsConfigFile },
    },
    { conditionNames: ['import', 'node', 'default'], exportsFields: ['exports'] } as never,
    { tsConfig: extractTsConfig(tsConfigFile) },
  )
  const { summary, modules } = output as ICruiseResult
  return {
    modules: modules.filter((module) => /^src\/.*\.tsx?$/.test(module.source)).length,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}
