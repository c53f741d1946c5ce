import { Button, Modal, Select } from 'antd'
import { useState } from 'react'
import type { HandedIn } from '#handling'
import type { CaseView } from '../api-contract.ts'
import { t, w } from '../text.ts'
import { PaperViewer } from './paper-viewer.tsx'

const keyOf = (paper: HandedIn): string => `${paper.materialNo}.${paper.position}`

/** Two papers of one case beside each other, each with its own zoom: signatures, names and numbers compared at a glance. */
export function SideBySide({ caseFile, first }: { caseFile: CaseView; first: HandedIn }) {
  const [isOpen, setOpen] = useState(false)
  const others = caseFile.materials.filter((one) => keyOf(one) !== keyOf(first))
  const [chosen, setChosen] = useState<[string, string | null]>([keyOf(first), null])
  if (others.length === 0) return null
  const nameOf = (paper: HandedIn): string => {
    const requirement = caseFile.requirements.find((one) => one.no === paper.materialNo)
    return `${requirement ? t(requirement.name) : paper.materialNo} · ${paper.name}`
  }
  const options = caseFile.materials.map((one) => ({ value: keyOf(one), label: nameOf(one) }))
  const keys = [chosen[0], chosen[1] ?? keyOf(others[0] ?? first)]
  return (
    <>
      <Button
        onClick={() => {
          setChosen([keyOf(first), null])
          setOpen(true)
        }}
      >
        {w('并排对照', 'Side by side')}
      </Button>
      <Modal
        open={isOpen}
        title={w('并排对照', 'Side by side')}
        width="96vw"
        centered
        footer={null}
        onCancel={() => setOpen(false)}
        className="side-by-side-dialog"
      >
        <div className="side-by-side">
          {keys.map((key, side) => {
            const paper = caseFile.materials.find((one) => keyOf(one) === key)
            return (
              <section key={side === 0 ? 'left' : 'right'}>
                <Select
                  className="full"
                  aria-label={side === 0 ? w('左边的材料', 'Paper on the left') : w('右边的材料', 'Paper on the right')}
                  value={key}
                  options={options}
                  onChange={(next) => setChosen(side === 0 ? [next, keys[1] ?? null] : [keys[0] ?? next, next])}
                />
                {paper ? (
                  <PaperViewer
                    key={key}
                    caseNo={caseFile.caseNo}
                    paper={paper}
                    side={side === 0 ? w('左：', 'Left: ') : w('右：', 'Right: ')}
                  />
                ) : null}
              </section>
            )
          })}
        </div>
      </Modal>
    </>
  )
}
