import type { GetItemCommandInput, PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { ResultPart } from '../writes.js';
import { number } from './attribute-value.js';
import { findRequest } from './find-request.js';
import { keyOf, type TableLayout } from './table-layout.js';

type PartName = Pick<ResultPart, 'id' | 'partOf' | 'index'>;

/** Each part is an item of its own, beside its record. */
const partId = ({ id, partOf, index }: PartName): string => `${id}#part#${partOf}#${index}`;

export const putPartRequest = (layout: TableLayout, part: ResultPart): PutItemCommandInput => ({
  TableName: layout.tableName,
  Item: {
    ...keyOf(layout, partId(part)),
    [layout.attributes.result]: { B: part.bytes },
    [layout.attributes.idempotent_expiry]: number(part.expiresAtSeconds),
  },
});

export const getPartRequest = (layout: TableLayout, part: PartName): GetItemCommandInput =>
  findRequest(layout, partId(part));
