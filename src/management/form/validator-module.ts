import { createHash } from 'node:crypto'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { _ } from 'ajv/dist/compile/codegen/index.js'
import standalone from 'ajv/dist/standalone/index.js'
import { build, type Plugin } from 'esbuild'
import type { Question } from '../scenario/scenario.ts'
import type { Form } from './form.ts'
import { formats } from './formats.ts'
import { toJsonSchema } from './to-json-schema.ts'

const here = import.meta.dirname
// Published as CommonJS: what it exports by default arrives one level down.
const generate = (standalone as unknown as { default: (instance: Ajv2020, validate: unknown) => string }).default
const made = new WeakMap<Form, Promise<{ digest: string; code: string }>>()

/**
 * The browser's validator of a form, as a module that exports `form` and `check`: compiled by the same library from the same JSON Schema as the server's, so
 * that both say the same. Compiled beforehand, because a page that may not evaluate text cannot compile one itself.
 */
export function validatorModule(form: Form, questions: readonly Question[]): Promise<{ digest: string; code: string }> {
  const known = made.get(form)
  if (known !== undefined) return known
  const making = make(form, questions)
  made.set(form, making)
  making.catch(() => made.delete(form))
  return making
}

// The front door of standards also leads to functions of the server's; what the formats use needs none of them.
const withoutNode: Plugin = {
  name: 'without-node',
  setup(bundle) {
    bundle.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'none', sideEffects: false }))
    bundle.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {}', loader: 'js' }))
  },
}

const moduleOf = (form: Form): string => `import { validate } from 'validator'
import { flawsOf } from './form-flaws.ts'
export const form = ${JSON.stringify(form)}
export const check = (input) => flawsOf(form, validate, input)`

const withValidator = (source: string): Plugin => ({
  name: 'with-validator',
  setup(bundle) {
    bundle.onResolve({ filter: /^validator$/ }, () => ({ path: 'validator', namespace: 'made' }))
    bundle.onLoad({ filter: /.*/, namespace: 'made' }, () => ({ contents: source, resolveDir: here, loader: 'js' }))
  },
})

async function make(form: Form, questions: readonly Question[]): Promise<{ digest: string; code: string }> {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    formats,
    code: { source: true, esm: true, formats: _`require("./formats.ts").formats` },
  })
  const source = generate(ajv, ajv.compile(toJsonSchema(form, questions)))
  const built = await build({
    stdin: { contents: moduleOf(form), resolveDir: here, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    plugins: [withoutNode, withValidator(source)],
  })
  const code = built.outputFiles[0]?.text ?? ''
  return { digest: createHash('sha256').update(code).digest('hex').slice(0, 16), code }
}
