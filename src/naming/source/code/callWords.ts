/**
 * Names of calls that mean the same in every language, as far as a topic's name goes through them. What only one library
 * calls so belongs into its table.
 */

/** What a program calls the object or class that it is in. */
export const isItself = /^(?:this|self|cls|static|Self|super|companion)$/;

/** What a program calls the module that it is in. */
export const isModule = /^(?:exports|module|self|this)$/;

/** Calls whose last argument is a function that makes an element of a list of an element of another. */
export const mapsEach = /^(?:map|flatMap|flat_map|collect|mapNotNull)$/;

/** Calls that give back what they are called on, as far as a name is concerned. */
export const passesOn =
  /^(?:to_?(?:string|str|owned|vec|list|s|sym|array|set)|into|clone|as_str|as_ref|freeze|dup|trim|strip|value|name|get\w*|topic\w*|split\w*|iter|into_iter|collect|toArray|Split|ToString|ToList|ToArray|Trim|String|Value)$/i;

/** Calls that find what a mapping has at a key. */
export const looksUp = /^(?:get|fetch|dig)$/;

/** Calls that make a list of their arguments. */
export const collects =
  /^(?:of|asList|listOf|setOf|arrayOf|mutableListOf|mutableSetOf|listOfNotNull|singleton|singletonList|newArrayList|newHashSet|hashSetOf|vec|array|Set|List|Array|frozenset|tuple|list|set|sortedSetOf|ImmutableList|copyOf)$/;

/** Collections that are made of another one. */
export const collected = /(?:List|Set|Deque|Queue|Vector|String|Collection)$/;

/** Calls that give back their argument, in another dress. */
export const wraps =
  /^(?:String|valueOf|from|str|string|Some|Just|Ok|ofNullable|requireNonNull|NewString|StringPtr|Ptr|ref|lazy|memo|freeze|Arc|Rc)$/;

/** Calls that fill a template. */
export const formats = /^(?:s?printf|format|Sprintf|Format|formatted)$/;

/** Calls whose last argument holds when there is nothing at the key that they are given. */
export const fallsBack =
  /env|config|setting|param|property|lookup|argument|option|fetch|getOr|default|^get$|^var$|^pop$|cmp|coalesce|^Getter$|^str$/i;

/** Calls whose only argument holds when what they are called on has nothing. */
export const givesDefault = /orElse|unwrap_or|OrDefault|OrElse|^or$|ifEmpty|ifBlank|DefaultIfEmpty|^field$/i;
