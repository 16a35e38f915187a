"""The one script of our own in a page: it puts the cursor into the first field of a form that has just opened.

Streamlit leaves the cursor on the frame of a dialog. The content policy lets this text run, by its hash, and no other.
"""

TO_FIRST_FIELD = """<script>
(function go(left) {
  const field = document.querySelector("[role=dialog] [class*=st-key-first_] :is(input, textarea)");
  if (field) { field.focus(); } else if (left) { setTimeout(() => go(left - 1), 50); }
})(40);
</script>"""
"""A form that opens with a key is typed into at once: the cursor goes to its first field."""
