/** Templates that are offered to be put into the value: those that records are made of most. Any other can be typed. */
export const templateChoices: readonly string[] = [
  '{{string.uuid}}',
  '{{number.int}}',
  '{{number.int({"min":1,"max":100})}}',
  '{{$timestamp}}',
  '{{$date.iso}}',
  '{{date.recent}}',
  '{{person.fullName}}',
  '{{internet.email}}',
  '{{phone.number}}',
  '{{location.city}}',
  '{{commerce.productName}}',
  '{{commerce.price}}',
  '{{datatype.boolean}}',
  '{{helpers.arrayElement(["NEW","PAID","SHIPPED"])}}',
  '{{lorem.sentence}}',
];
