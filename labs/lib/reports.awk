# Of surefire's reports: "failed TEST: MESSAGE", "flaky TEST: MESSAGE" (passed on the second try) and "skipped CLASS: REASON" lines, and one "counts PASSED FAILED SKIPPED".
# A report's test cases follow each other; what a test has printed is CDATA, which is left out.
BEGIN { RS = "<testcase " }
FNR == 1 { next } # what stands before the first test case: properties
{
  name = attribute($0, "name")
  class = attribute($0, "classname")
  sub(/.*\./, "", class)
  body = $0
  gsub(/<system-(out|err)>.*/, "", body)
  if (match(body, /<(failure|error)[ >]/)) {
    failed++
    text = substr(body, RSTART)
    message = attribute(text, "message")
    print "failed\t" class "." name "\t" (message == "" ? attribute(text, "type") : message)
  } else if (match(body, /<skipped[ \/>]/)) {
    skipped++
    reason = attribute(substr(body, RSTART), "message")
    sub(/^Assumption failed: /, "", reason)
    sub(/^skipped: /, "", reason)
    key = class "\t" (reason == "" ? "no reason given" : reason)
    if (!(key in tests)) order[++kinds] = key
    tests[key]++
  } else {
    passed++
    if (match(body, /<flaky(Failure|Error)[ >]/)) {
      print "flaky\t" class "." name "\t" attribute(substr(body, RSTART), "message")
    }
  }
}
END {
  for (i = 1; i <= kinds; i++) print "skipped\t" tests[order[i]] "\t" order[i]
  print "counts\t" passed + 0 "\t" failed + 0 "\t" skipped + 0
}

# The value of an attribute in the first tag of a text, on one line.
function attribute(text, name, value) {
  if (!match(text, "(^|[ \t\n])" name "=\"[^\"]*\"")) return ""
  value = substr(text, RSTART, RLENGTH)
  sub(/^[^"]*"/, "", value)
  sub(/"$/, "", value)
  gsub(/&quot;/, "\"", value)
  gsub(/&apos;/, "'", value)
  gsub(/&lt;/, "<", value)
  gsub(/&gt;/, ">", value)
  gsub(/&#10;|&#13;|[\t\n\r]/, " ", value)
  gsub(/&amp;/, "\\&", value)
  return length(value) > 600 ? substr(value, 1, 600) "..." : value
}
