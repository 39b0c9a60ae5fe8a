import type { AttributeValue } from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/** The members of an answer that hold attribute values. */
export interface Answer extends Record<string, unknown> {
  Item?: Item;
  Attributes?: Item;
  CancellationReasons?: { Code?: string; Item?: Item }[];
}

/**
 * The members of an answer, in AWS JSON 1.0, its binary values as bytes. Undefined: it is not a JSON object, so not an
 * answer of DynamoDB.
 */
export function decodeAnswer(body: string): Answer | undefined {
  const answer = parseObject(body);
  if (answer === undefined) return undefined;
  readBinaryOf(answer.Item);
  readBinaryOf(answer.Attributes);
  if (Array.isArray(answer.CancellationReasons)) answer.CancellationReasons.forEach((one) => readBinaryOf(one?.Item));
  return answer;
}

function parseObject(body: string): Answer | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    // What its members are is checked where they are read.
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Answer) : undefined;
  } catch {
    return undefined;
  }
}

/** In place: nobody else has the answer yet. */
function readBinaryOf(item: unknown): void {
  if (typeof item === 'object' && item !== null) Object.values(item).forEach(readBinary);
}

function readBinary(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  // Of its possible members exactly one is there; none is believed to be of its type.
  const holder = value as { B?: unknown; BS?: unknown; L?: unknown; M?: unknown };
  if (typeof holder.B === 'string') holder.B = Buffer.from(holder.B, 'base64');
  else if (Array.isArray(holder.BS)) holder.BS = holder.BS.map((text) => Buffer.from(String(text), 'base64'));
  else if (Array.isArray(holder.L)) holder.L.forEach(readBinary);
  else readBinaryOf(holder.M);
}
