import { Checkbox } from 'antd'
import { Notice } from '../../layout/notice.tsx'
import { t, w } from '../../text.ts'
import { limitWords } from '../../words.ts'
import { ActDialog, type DialogProps } from '../act-dialog.tsx'
import { useKept } from '../kept-values.ts'
import { listDeferrable } from '../papers.ts'

/** 受理, or 容缺受理 where papers that may follow are not here yet. */
export function AcceptDialog({ caseFile, onClose }: DialogProps) {
  const deferrable = listDeferrable(caseFile)
  const { values, change, forget } = useKept(`${caseFile.caseNo}.accept`, {
    deferred: deferrable.map((one) => one.requirement.no),
  })
  const deferred = values.deferred.filter((no) => deferrable.some((one) => one.requirement.no === no))
  const isDeferring = deferred.length > 0
  const limit = caseFile.clocks[0]?.limit
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={isDeferring ? w('容缺受理', 'Accept with deferred papers') : w('受理这件申请', 'Accept this application')}
      primary={
        isDeferring
          ? w(`容缺受理（后补 ${deferred.length} 份）`, `Accept, ${deferred.length} to follow`)
          : w('受理并开始计时', 'Accept and start the clock')
      }
      done={w('已受理，计时从下一天开始', 'Accepted; the clock starts tomorrow')}
      act={() => ({ move: 'accept', deferred })}
      pointers={[]}
      forget={forget}
    >
      {() => (
        <>
          <p>
            {w(
              `受理后向申请人发出受理通知书，承诺 ${limit ? limitWords(limit) : ''}内办结，从受理的第二天起算。`,
              `The applicant receives the notice of acceptance. The committed limit is ${limit ? limitWords(limit) : ''}, counted from the day after.`,
            )}
          </p>
          {deferrable.length > 0 ? (
            <fieldset className="choices">
              <legend>{w('可以后补、现在还没有的材料', 'Papers that may follow and are not here yet')}</legend>
              <p className="hint">
                {w(
                  '勾选的记为容缺，补交日期会写进受理通知书；补齐前不能准予。',
                  'Ticked ones are owed by a date written in the notice; nothing is granted before they are here.',
                )}
              </p>
              {deferrable.map(({ requirement }) => (
                <Checkbox
                  key={requirement.no}
                  checked={deferred.includes(requirement.no)}
                  onChange={(event) =>
                    change({
                      deferred: event.target.checked
                        ? [...deferred, requirement.no]
                        : deferred.filter((no) => no !== requirement.no),
                    })
                  }
                >
                  {t(requirement.name)}
                </Checkbox>
              ))}
            </fieldset>
          ) : (
            <Notice kind="good">{w('必要材料已经齐全。', 'All necessary papers are here.')}</Notice>
          )}
        </>
      )}
    </ActDialog>
  )
}
