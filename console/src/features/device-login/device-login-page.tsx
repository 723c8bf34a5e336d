import { useSearchParams } from 'react-router';
import { useMe } from '../../api/me.js';
import { CodePage } from './code-page.js';
import { DecisionPage } from './decision-page.js';

/** Where a person lets a program in that cannot show a browser of its own (RFC 8628). */
export default function DeviceLoginPage() {
  const me = useMe();
  const [query] = useSearchParams();
  const code = query.get('code');
  return code ? <DecisionPage code={code} me={me} /> : <CodePage />;
}
