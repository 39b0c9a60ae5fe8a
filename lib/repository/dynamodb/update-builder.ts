import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { keyOf, type Item, type TableLayout } from './table-layout.js';

export type Values = Record<string, AttributeValue>;

/** A conditional update of one item: the input of an UpdateItem, and of an update inside a transaction. */
export interface UpdateRequest {
  readonly TableName: string;
  readonly Key: Item;
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Values;
  readonly ReturnValuesOnConditionCheckFailure: 'ALL_OLD';
}

/**
 * Builds one update again and again. What does not depend on the call is put together once: for the first one, since
 * most updates are of a few kinds, and the start of a process is waited for.
 */
export function updateBuilder(
  layout: TableLayout,
  update: string,
  condition: string,
): (id: string, values: Values) => UpdateRequest {
  let names: Record<string, string> | undefined;
  return (id, values) => ({
    TableName: layout.tableName,
    Key: keyOf(layout, id),
    UpdateExpression: update,
    ConditionExpression: condition,
    ExpressionAttributeNames: (names ??= namesIn(`${update} ${condition}`, layout)),
    ExpressionAttributeValues: values,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

/** The attributes behind the `#names` of an expression: all of them and no others, as DynamoDB demands. */
function namesIn(expression: string, { partitionKey, attributes }: TableLayout): Record<string, string> {
  const used = new Set(expression.match(/#\w+/g));
  const known = Object.entries({ id: partitionKey, ...attributes }).map(([role, name]) => [`#${role}`, name] as const);
  return Object.freeze(Object.fromEntries(known.filter(([placeholder]) => used.has(placeholder))));
}
