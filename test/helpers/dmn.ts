/** One table as a DMN file, for tests: `cells` and `results` are FEEL, `said` its annotations 规则 and English. */
export type TableDraft = {
  id: string
  policy: string
  inputs: readonly (readonly [name: string, type: string])[]
  outputs: readonly (readonly [name: string, type: string])[]
  rules: readonly (readonly [cells: readonly string[], results: readonly string[], said?: readonly [string, string]])[]
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const texts = (tag: string, ids: string, all: readonly string[]): string =>
  all.map((text, at) => `<${tag} id="${ids}${at}"><text>${escaped(text)}</text></${tag}>`).join('')

export const dmnOf = ({
  id,
  policy,
  inputs,
  outputs,
  rules,
}: TableDraft): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="试验" namespace="https://bantuo.example/decisions">
  ${inputs.map(([name, type]) => `<inputData id="${name}-i" name="${name}"><variable id="${name}-v" name="${name}" typeRef="${type}"/></inputData>`).join('')}
  <decision id="${id}" name="试验"><variable id="v" name="${id}"/>
    ${inputs.map(([name]) => `<informationRequirement id="${name}-n"><requiredInput href="#${name}-i"/></informationRequirement>`).join('')}
    <decisionTable id="t" hitPolicy="${policy}">
      ${inputs.map(([name, type]) => `<input id="${name}-c" label="${name}"><inputExpression id="${name}-e" typeRef="${type}"><text>${name}</text></inputExpression></input>`).join('')}
      ${outputs.map(([name, type]) => `<output id="${name}-o" name="${name}" typeRef="${type}"/>`).join('')}
      <annotation name="规则"/><annotation name="English"/>
      ${rules
        .map(
          ([cells, results, said = ['', '']], at) =>
            `<rule id="r${at + 1}">${texts('inputEntry', `r${at}i`, cells)}${texts('outputEntry', `r${at}o`, results)}${said.map((one) => `<annotationEntry><text>${escaped(one)}</text></annotationEntry>`).join('')}</rule>`,
        )
        .join('')}
    </decisionTable>
  </decision>
</definitions>`
