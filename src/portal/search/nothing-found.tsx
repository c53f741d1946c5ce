import type { Authority } from '#management'
import { Mixed, SampleMark } from '../layout/parts.tsx'
import { bodyName, keepHours, nameFor, type View } from '../layout/view.ts'

type Props = { view: View; q: string; suggestions: readonly string[]; office: Authority | undefined }

/** 没有找到: what else one may try, and then people: the nearest office and the hotline. */
export function Nothing({ view, q, suggestions, office }: Props) {
  const { w } = view
  return (
    <>
      <div className="note amber">
        <p>
          <b>
            <Mixed
              view={view}
              text={
                q.trim() === ''
                  ? w('请写下要办的事。', 'Write what you want to do.')
                  : w(`没有找到与“${q}”相符的事项。`, `Nothing was found for “${q}”.`)
              }
            />
          </b>
        </p>
        <p>
          {w(
            '换一种说法试试，比如“身份证丢了”“开饭店”。',
            'Try other words, such as “lost ID card” or “open a restaurant”.',
          )}
        </p>
        <OtherWays view={view} suggestions={suggestions} />
      </div>
      <Ask view={view} office={office} />
    </>
  )
}

const OtherWays = ({ view, suggestions }: Pick<Props, 'view' | 'suggestions'>) => (
  <ul className="links down">
    {suggestions.map((one) => (
      <li key={one}>
        <a className="tap" href={`/search?q=${encodeURIComponent(one)}`}>
          <Mixed view={view} text={nameFor(view, one)} />
        </a>
      </li>
    ))}
    <li>
      <a className="tap" href="/browse/departments">
        {view.w('按部门找', 'Browse by department')}
      </a>
    </li>
  </ul>
)

/** Whom to ask, where they are, and what to say. */
function Ask({ view, office }: Pick<Props, 'view' | 'office'>) {
  const { w } = view
  return (
    <section aria-labelledby="ask">
      <h2 id="ask">{w('问人', 'Ask somebody')}</h2>
      <p>
        {w(
          '说清三样就行：要办什么，替谁办，住在哪个乡镇或街道。不用知道归哪个部门管。',
          'Say three things: what you want to do, for whom, and in which township you live. You need not know the department.',
        )}
      </p>
      <ul className="rows">
        <li className="plain">
          <b>{w('政务热线', 'Hotline')}</b>
          <span className="sub">
            {w('记下您的问题，转给管这件事的部门。', 'They pass your question on to the department.')}
          </span>
          <Phone view={view} number="12345" />
        </li>
        {office === undefined ? null : <Office view={view} office={office} />}
      </ul>
      <Nearer view={view} office={office} />
    </section>
  )
}

const Phone = ({ view, number }: { view: View; number: string }) => (
  <a className="tap" href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}>
    {view.w(`打 ${number}`, `Call ${number}`)}
  </a>
)

/** The office with what is known of it; what is not known is said to be unknown. */
function Office({ view, office }: { view: View; office: Authority }) {
  const { w } = view
  const { address, hours, phone } = office.details
  return (
    <li className="plain">
      <b>
        <Mixed view={view} text={bodyName(view, office)} />
      </b>
      <SampleMark view={view} confirmed={!office.synthetic} />
      <span className="sub">
        {address.trim() === '' ? (
          w('系统里没有它的地址，请先打电话问怎么走。', 'We do not have its address: please call and ask the way.')
        ) : (
          <Mixed view={view} text={w(`地址：${address}`, `Address: ${address}`)} />
        )}
      </span>
      {view.t(hours).trim() === '' ? null : (
        <span className="sub">{keepHours(w(`时间：${hours.zh}`, `Hours: ${hours.en}`))}</span>
      )}
      {phone.trim() === '' ? null : <Phone view={view} number={phone} />}
    </li>
  )
}

/** Where the reader only named a county or the city, somebody nearer may be there; where nobody is known, that is said. */
function Nearer({ view, office }: Pick<Props, 'view' | 'office'>) {
  const { w, place } = view
  if (place.level !== 'city' && place.level !== 'county' && office !== undefined) return null
  return (
    <p className="quiet">
      {office === undefined
        ? w('系统里没有这里服务中心的地址。', 'We do not know the service centre of this place. ')
        : w('乡镇、街道的便民服务中心也能问。', 'Your township’s office can be asked as well. ')}
      <a href={`/place?return=${encodeURIComponent(view.path)}`}>
        {w('选您住的乡镇或街道，看它在哪里', 'Choose your township to see where it is')}
      </a>
    </p>
  )
}
