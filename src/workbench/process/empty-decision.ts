/** A decision table with one input, one output and one rule, to begin with. */
export const emptyDecision = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="definitions" name="决策" namespace="https://bantuo.example/decisions">
  <inputData id="facts" name="missingPapers">
    <variable id="facts_variable" name="missingPapers" typeRef="number" />
  </inputData>
  <decision id="outcome" name="能否按规则准予">
    <variable id="outcome_variable" name="outcome" typeRef="string" />
    <informationRequirement id="outcome_requires">
      <requiredInput href="#facts" />
    </informationRequirement>
    <decisionTable id="outcome_table" hitPolicy="FIRST">
      <input id="outcome_in" label="缺几份材料">
        <inputExpression id="outcome_in_expression" typeRef="number">
          <text>missingPapers</text>
        </inputExpression>
      </input>
      <output id="outcome_out" label="结果" name="outcome" typeRef="string">
        <outputValues id="outcome_values">
          <text>"granted","doubtful"</text>
        </outputValues>
      </output>
      <rule id="rule_1">
        <inputEntry id="rule_1_in"><text>0</text></inputEntry>
        <outputEntry id="rule_1_out"><text>"granted"</text></outputEntry>
      </rule>
      <rule id="rule_2">
        <inputEntry id="rule_2_in"><text>-</text></inputEntry>
        <outputEntry id="rule_2_out"><text>"doubtful"</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram id="diagram">
      <dmndi:DMNShape id="outcome_shape" dmnElementRef="outcome"><dc:Bounds height="80" width="180" x="160" y="80" /></dmndi:DMNShape>
      <dmndi:DMNShape id="facts_shape" dmnElementRef="facts"><dc:Bounds height="45" width="125" x="187" y="240" /></dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
`
