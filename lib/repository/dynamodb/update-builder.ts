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

/** Builds one update again and again. What does not depend on the call is put together once, here. */
export function updateBuilder(
  layout: TableLayout,
  update: string,
  condition: string,
): (id: string, values: Values) => UpdateRequest {
  const names = namesIn(`${update} ${condition}`, layout);
  return (id, values) => ({
    TableName: layout.tableName,
    Key: keyOf(layout, id),
    UpdateExpression: update,
    ConditionExpression: condition,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

/** The attributes behind the `#names` of an expression: all of them and no others, as DynamoDB demands. */
function namesIn(expression: string, { partitionKey, attributes }: TableLayout): Record<string, string> {
  const used = Object.entries({ id: partitionKey, ...attributes }).filter(([role]) =>
    new RegExp(`#${role}\\b`).test(expression),
  );
  return Object.freeze(Object.fromEntries(used.map(([role, name]) => [`#${role}`, name])));
}
