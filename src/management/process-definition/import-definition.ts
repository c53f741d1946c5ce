import { type Imported, importForeign, type Problem, type Translate } from '#bpmn'
import { type StepProperty, stepCalls, stepProperties, stepRoles } from './step-property.ts'

/**
 * Reads a BPMN file made with another drawing program. Groups that are called like our roles become roles, topics and task
 * types called like our services become services, properties called `bantuo:…` become ours; the report names everything else.
 */
export const importDefinition = (xml: string): Promise<Imported | { xml: null; problems: Problem[] }> =>
  importForeign(xml, translate)

const translate: Translate = (word, value) => {
  const own = /:property#bantuo:(\w+)$/.exec(word)?.[1]
  if (own !== undefined && isProperty(own)) return { property: own, value }
  if (/[:@]candidateGroups$/.test(word) && Object.hasOwn(stepRoles, value)) return { property: 'role', value }
  if (/^camunda:topic$|^zeebe:taskDefinition@type$/.test(word) && Object.hasOwn(stepCalls, value))
    return { property: 'call', value }
  return null
}

const isProperty = (name: string): name is StepProperty => Object.hasOwn(stepProperties, name)
