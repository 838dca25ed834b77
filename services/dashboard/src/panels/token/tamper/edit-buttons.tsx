// A button for each of the classic edits.
import { defineTexts } from '../../../i18n/texts.js';
import type { Draft } from './draft.js';
import { cookieEdits, tokenEdits } from './edits.js';

const texts = defineTexts(
  {
    edits: 'Classic edits',
    token: {
      otherUser: 'Become another user',
      longerLife: 'Live an hour longer',
      algNone: 'alg: none',
      otherIssuer: 'Name another issuer',
      flipBit: 'Flip a bit of the signature',
      cutSignature: 'Cut the signature off',
    } satisfies Record<keyof typeof tokenEdits, string>,
    cookie: {
      otherId: 'Another session ID',
      otherInstance: 'Name another instance',
      flipBit: 'Flip a bit of the signature',
      cutSignature: 'Cut the signature off',
    } satisfies Record<keyof typeof cookieEdits, string>,
  },
  {
    edits: '대표적인 변조',
    token: {
      otherUser: '다른 사용자 되기',
      longerLife: '수명 1시간 늘리기',
      algNone: 'alg: none',
      otherIssuer: '다른 발급 인스턴스 적기',
      flipBit: '서명 1비트 뒤집기',
      cutSignature: '서명 잘라 내기',
    },
    cookie: {
      otherId: '다른 세션 ID',
      otherInstance: '다른 인스턴스 적기',
      flipBit: '서명 1비트 뒤집기',
      cutSignature: '서명 잘라 내기',
    },
  },
);

interface EditButtonsProps {
  readonly draft: Draft;
  readonly onEdit: (draft: Draft) => void;
}

export function EditButtons({ draft, onEdit }: EditButtonsProps) {
  const t = texts();
  return (
    <fieldset class="token-edits">
      <legend>{t.edits}</legend>
      {buttonsFor(draft, t).map(([name, label, edit]) => (
        <button key={name} type="button" onClick={() => onEdit(edit())}>
          {label}
        </button>
      ))}
    </fieldset>
  );
}

function buttonsFor(
  draft: Draft,
  t: ReturnType<typeof texts>,
): readonly (readonly [name: string, label: string, edit: () => Draft])[] {
  return draft.kind === 'jwt'
    ? keysOf(tokenEdits).map((name) => [name, t.token[name], () => tokenEdits[name](draft)])
    : keysOf(cookieEdits).map((name) => [name, t.cookie[name], () => cookieEdits[name](draft)]);
}

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(table) as Key[];
}
