import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { api, orRefuse } from '../api-client.ts'
import { FormField } from '../case-file/act-dialog.tsx'
import { AssessedFacts } from '../case-file/assessed-facts.tsx'
import type { BundleFileView, BundleGuide } from '../counter-contract.ts'
import { Notice } from '../layout/notice.tsx'
import { Link } from '../navigation.tsx'
import { t, w } from '../text.ts'
import { groupBundleNo, groupCaseNo } from '../words.ts'
import { EntryForm } from './entry-form.tsx'
import { AnotherItem, type CounterPlace, EntryOpening } from './entry-opening.tsx'

type NamedMember = { entryId: string; name: BundleGuide['name']; waitsFor: string[] }

/** What a member waits for, by the names of the others. */
const waiting = (members: readonly NamedMember[], { waitsFor }: NamedMember): string =>
  members
    .filter((one) => waitsFor.includes(one.entryId))
    .map((one) => t(one.name))
    .join(w('、', ', '))

/** The items that these answers make necessary, what each waits for, and what its own rules say. */
function NeededItems({ members }: Pick<BundleGuide, 'members'>) {
  const needed = members.filter((one) => one.needed)
  if (needed.length === 0) return null
  return (
    <section className="bundle-items">
      <h2>{w(`一起收 ${needed.length} 项`, `${needed.length} items at once`)}</h2>
      <ol>
        {needed.map((one) => (
          <li key={one.entryId}>
            <b>{t(one.name)}</b>
            {one.authority === null ? null : <span>{w(one.authority, one.authorityEn ?? one.authority)}</span>}
            {one.waitsFor.length === 0 ? null : (
              <small>
                {w(
                  `等“${waiting(members, one)}”办结后自动开始`,
                  `Begins by itself when “${waiting(members, one)}” is done`,
                )}
              </small>
            )}
            {one.fee === null ? null : <AssessedFacts eligibility={one.eligibility} fee={one.fee} />}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Items of the whole that nobody can apply for today: the clerk says so before anything is entered. */
const NotInUse = ({ members }: Pick<BundleGuide, 'members'>) =>
  members.map(({ entryId, whyNotInUse }) =>
    whyNotInUse === null ? null : (
      <Notice key={entryId} kind="amber">
        {t(whyNotInUse)}
      </Notice>
    ),
  )

/** What came of it: a case for each item that has begun, and what the others wait for. */
function Received({ file }: { file: BundleFileView }) {
  const { members } = file
  return (
    <>
      <Notice kind="good">
        {w(
          `已收件，编号 ${groupBundleNo(file.bundleNo)}。${file.applicantName}登录后能看到每一项的进展。`,
          `Received as ${groupBundleNo(file.bundleNo)}. ${file.applicantName} sees how each item goes on after signing in.`,
        )}
      </Notice>
      <ul className="found-items">
        {members.map((one) => (
          <li key={one.entryId}>
            {one.caseNo === null ? (
              <p>
                <b>{t(one.name)}</b>
                <span>{w(`等“${waiting(members, one)}”办结`, `Waits for “${waiting(members, one)}”`)}</span>
              </p>
            ) : (
              <Link to={{ page: 'case', caseNo: one.caseNo }} data-row-link>
                <b>{t(one.name)}</b>
                <span className="num">{groupCaseNo(one.caseNo)}</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

type PlaceProps = { division: string; chosen: string; onChoose: (code: string) => void }

/** Where the applicant lives: the police station or service centre there decides some of the items. */
function ApplicantsPlace({ division, chosen, onChoose }: PlaceProps) {
  const below = useQuery({
    queryKey: ['divisions', division],
    queryFn: () => orRefuse(api.divisionsBelow(division)),
    staleTime: 3_600_000,
  })
  return (
    <FormField label={w('申请人住在哪里（乡镇、街道）', 'Where the applicant lives')} error={undefined}>
      {({ status: _, ...given }) => (
        <Select
          {...given}
          showSearch={{ optionFilterProp: 'label' }}
          value={chosen === '' ? null : chosen}
          loading={below.isPending}
          placeholder={w('先选乡镇或街道', 'Choose the township first')}
          options={(below.data?.items ?? []).map((one) => ({ value: one.code, label: w(one.name, one.nameEn) }))}
          onChange={onChoose}
        />
      )}
    </FormField>
  )
}

/** 一件事 at the window: one entry for all items that the person's matter needs. */
export function BundleEntry({ place, division }: { place: CounterPlace; division: string }) {
  const { bundleId } = place
  const [file, setFile] = useState<BundleFileView | null>(null)
  const [chosen, setChosen] = useState('')
  const at = chosen === '' ? division : chosen
  const guide = useQuery({
    queryKey: ['bundle', bundleId, at],
    queryFn: () => orRefuse(api.bundleGuide(bundleId, at)),
    staleTime: 300_000,
    placeholderData: (before) => before,
  })
  if (guide.data === undefined) return <EntryOpening place={place} guide={guide} />
  return (
    <div className="page counter-entry">
      <AnotherItem place={place} />
      <div className="page-head">
        <h1>{t(guide.data.name)}</h1>
        <p>{w('一件事一次办', 'Several items, one application')}</p>
      </div>
      {file === null ? <NotInUse members={guide.data.members} /> : null}
      {file === null && (guide.data.needsPlace || chosen !== '') ? (
        <ApplicantsPlace division={division} chosen={chosen} onChoose={setChosen} />
      ) : null}
      {file !== null ? (
        <Received file={file} />
      ) : guide.data.needsPlace ? null : (
        <EntryForm
          key={at}
          name={`${bundleId}.${at}`}
          guide={guide.data}
          divisionCode={at}
          ask={(answers) => orRefuse(api.bundleGuide(bundleId, at, answers))}
          said={(asked) => <NeededItems members={asked.members} />}
          receive={(application, key) => api.receiveBundle(bundleId, application, key)}
          onReceived={setFile}
        />
      )}
    </div>
  )
}
