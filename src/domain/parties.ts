import { z } from 'zod';

/**
 * Who may know a fact, and as whom somebody looks: the public, one council (by DfE local authority
 * code), one children's trust (by the code of the authority that it serves), Ofsted, the Department for
 * Education, the inspectorates that receive a report before publication, the office that keeps this
 * record, and auditors.
 */
export const partySchema = z
  .string()
  .regex(
    /^(public|ofsted|dfe|cqc|hmicfrs|hmi_probation|hmi_prisons|hmcpsi|recorder|auditor|(council|trust):\d{3,6})$/,
    "a party is 'public', 'council:380' (any DfE code), 'trust:380', 'ofsted', 'dfe', 'cqc', 'hmicfrs', 'hmi_probation', 'hmi_prisons', 'hmcpsi', 'recorder' or 'auditor'",
  )
  .meta({
    id: 'Party',
    description: 'Who may know a fact, or as whom somebody looks.',
    example: 'council:380',
  });

export type Party = z.infer<typeof partySchema>;

export const PUBLIC: Party = 'public';
export const AUDITOR: Party = 'auditor';

/**
 * Whether somebody who is `holder` may look as `wanted`. It can only narrow: an auditor may look as
 * anybody, everybody may look as the public or as themselves, and nobody else may look as another party,
 * since no other party's knowledge is contained in theirs.
 */
export function mayViewAs(holder: Party, wanted: Party): boolean {
  return wanted === holder || wanted === PUBLIC || holder === AUDITOR;
}
