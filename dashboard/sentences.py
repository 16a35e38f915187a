"""One sentence for each code that the layers below speak in: what is wrong and what to do.

Marked for translation here; ``dashboard.messages`` fills and translates them.
"""

from dashboard.metrics.figure import Reason
from dashboard.text import N_
from data_access.problems import Severity

PROBLEMS: dict[str, str] = {
    # The workbook
    "no_known_sheet": N_(
        "No sheet of this workbook is one that Regie knows. Name the sheets as in the template: {sheets}."
    ),
    "macros_ignored": N_("The workbook contains macros. They were ignored: only the cells were read."),
    # Sheets
    "dataset_twice": N_("This sheet holds the same data as the sheet “{first}”. Delete one of the two."),
    "sheet_unknown": N_("The sheet “{sheet}” is not part of the weekly workbook and was left out."),
    "sheet_misspelt": N_("The sheet “{sheet}” was left out. If it is meant to be “{suggestion}”, rename it."),
    "sheet_empty": N_("The sheet “{sheet}” is empty: what is stored stays as it is."),
    "sheet_hidden": N_("The sheet “{sheet}” is hidden; it was read all the same."),
    "header_missing": N_(
        "No header row was found on the sheet “{sheet}”. Put these headers in one row above the data: {columns}."
    ),
    "rows_hidden": N_("The sheet “{sheet}” has hidden rows ({count}); they were read all the same."),
    "total_row": N_("This row looks like a total and was left out. Regie computes the totals itself."),
    # Columns
    "header_twice": N_("The header “{value}” is there twice: it also stands in {first}. Delete one of the columns."),
    "column_missing": N_("The column “{column}” is missing. Add it: every row needs it."),
    "column_unknown": N_("The column “{value}” is not known and was left out."),
    "column_misspelt": N_(
        "The column “{value}” is not known and was left out. If it is meant to be “{suggestion}”, rename it."
    ),
    "columns_not_in_file": N_("These columns are not in the file; what is stored for them stays as it is: {columns}."),
    # Cells
    "value_missing": N_("“{column}” is empty. Fill it in: every row needs it."),
    "error_cell": N_("The cell shows the Excel error {value}. Correct the formula or type the value."),
    "formula_without_value": N_(
        "The formula has no stored result. Open the file in Excel, let it calculate, save it, and upload it again."
    ),
    "merged_cells": N_("The cells {range} are merged, so only the first has a value. Unmerge them and fill in each."),
    "not_a_number": N_("“{value}” is not a number. Type digits only, without a unit or a remark."),
    "number_ambiguous": N_(
        "Does “{value}” mean {first}, or {second} with three decimals? Type the number without a thousands separator."
    ),
    "number_too_large": N_("“{value}” is too large to be right. Check the number of digits."),
    "not_whole": N_("“{value}” is not a whole number. Round it."),
    "out_of_range": N_("“{value}” is outside what “{column}” allows: {range}."),
    "percentage_ambiguous": N_("Does “{value}” mean {first} % or {second} %? Type it with the % sign."),
    "not_a_date": N_("“{value}” is not a date. Type day, month and year, for instance 05/11/2026."),
    "not_a_month": N_("“{value}” is not a month. Type year and month, for instance 2026-05."),
    "date_ambiguous": N_("Does “{value}” mean {first} or {second}? Write the month in letters, or as 2026-11-05."),
    "date_month_first": N_("“{value}” puts the month first. Does it mean {first}? Type the day first."),
    "date_two_digit_year": N_("“{value}” has a year of two digits. Type the year with four digits."),
    "date_without_day": N_("“{value}” has no day. Type day, month and year."),
    "date_out_of_range": N_("{date} is too far from today to be right. Check the year."),
    "date_is_number": N_("“{value}” is a number. Does it mean {date}? Format the cell as a date in Excel."),
    "code_is_date": N_(
        "Excel turned what was typed into the date {date}. Format the cell as text, then type the code again."
    ),
    "unknown_choice": N_("“{value}” is not allowed in “{column}”.{hint} Choose one of: {choices}."),
    "text_too_long": N_("The text is too long: {longest} characters are allowed. Shorten it."),
    # Rows and sheets together
    "key_twice": N_("Row {first} already has the same {key}. Delete one of the two rows, or correct it."),
    "project_unknown": N_(
        "The project “{value}” is not in the register.{hint} Correct the code, or have the project registered first."
    ),
    "project_not_registered": N_(
        "The project “{value}” is not registered yet.{hint} Correct the code, or ask the IT project manager "
        "to register it."
    ),
    "project_not_yours": N_("The project “{value}” is not one of yours, so you cannot upload it. Delete the row."),
    "forecast_before_start": N_("The forecast end ({limit}) is before the baseline start ({left}). Check both dates."),
    "baseline_end_before_start": N_("The baseline ends ({limit}) before it starts ({left}). Check both dates."),
    "actual_end_before_start": N_("The project ended ({limit}) before it started ({left}). Check both dates."),
    "closed_before_raised": N_("The entry was closed ({limit}) before it was raised ({left}). Check both dates."),
    "residual_above_inherent": N_(
        "The residual risk ({left}) is above the inherent risk ({limit}): responses cannot make it worse. "
        "Check likelihood and impact."
    ),
    "liquidated_above_commitments": N_(
        "More was liquidated ({left}) than was engaged or outstanding at the start ({limit}). Check the three amounts."
    ),
    "oldest_commitment_in_future": N_("The oldest commitment ({left}) cannot be later than the budget year ({limit})."),
    "users_moved_above_scope": N_("More users moved ({left}) than are in scope ({limit}). Check both numbers."),
    "trained_above_scope": N_("More users are trained ({left}) than are in scope ({limit}). Check both numbers."),
    "link_unknown": N_("No row has the code “{code}”. Check it."),
    "dependency_loop": N_("These items depend on each other in a circle: {loop}. Remove one of the dependencies."),
    "gap_without_reason": N_(
        "{project}: declared {declared}, but the data say {computed}. Give the reason in the column “{reason}”, "
        "or correct the status."
    ),
}

REFUSALS: dict[str, str] = {
    # The file
    "file_empty": N_("The file is empty."),
    "file_not_a_workbook": N_("This is not an Excel workbook but {kind}. Save it as .xlsx and upload that."),
    "file_encrypted": N_(
        "The file is encrypted. Remove its password and protection in Excel (File > Info), save it, "
        "and upload it again."
    ),
    "file_damaged": N_(
        "The file is damaged and cannot be read. Open it in Excel, save it under another name, and upload that."
    ),
    "file_too_large": N_("The file is too large: {size} MB, where {limit} MB are allowed. Remove what is not needed."),
    "file_expands_too_much": N_(
        "The file unpacks to more than {limit} MB, which no weekly workbook needs. It was refused."
    ),
    "file_has_entities": N_("The file contains XML entities, which Excel never writes. It was refused for safety."),
    "file_too_many_sheets": N_("The workbook has more than {limit} sheets. Remove those that are not needed."),
    "sheet_too_many_rows": N_(
        "The sheet “{sheet}” has content as far down as {cell}; {limit} rows are allowed. "
        "Delete what is below your data."
    ),
    "sheet_too_many_columns": N_(
        "The sheet “{sheet}” has content as far right as {cell}; {limit} columns are allowed. "
        "Delete what is beside your data."
    ),
    "file_takes_too_long": N_(
        "Reading the file took longer than {seconds} seconds and was stopped. Save it again in Excel and retry."
    ),
    "file_needs_too_much_memory": N_(
        "Reading the file needs too much memory and was stopped. Delete unused rows, columns and sheets."
    ),
    "file_has_no_sheets": N_(
        "No sheet could be found in the file. Open it in Excel, save it as .xlsx and upload it again."
    ),
    # The request
    "file_has_errors": N_("The file has errors, so nothing was stored. Correct them and upload it again."),
    "gone_undecided": N_("Rows are missing from the file ({count}). Say whether to keep or close them."),
    "status_date_ahead": N_("The status date {date} is more than a week ahead. Check the year and the month."),
    "status_date_long_ago": N_("The status date {date} is too long ago to be right. Check the year."),
    "nothing_to_store": N_("The file holds no row that could be stored."),
    "preview_stale": N_(
        "The data were changed by {by} at {at}, after this preview was made. Look at a new preview, then confirm."
    ),
    "already_undone": N_("Upload {upload} was already undone at {at}."),
    "undo_blocked": N_("Upload {upload} cannot be undone alone: later uploads depend on it. Undo these first: {by}."),
    "file_removed": N_("The workbook “{file}” was removed at {at}: it was older than workbooks are kept."),
    "unknown_upload": N_("There is no upload {upload}."),
    "unknown_user": N_("There is no account “{user}”."),
    "unknown_choice": N_("No project matches “{value}”. Choose one of: {known}."),
    "unknown_dataset": N_("There is no dataset “{dataset}”.{known}"),
    "unknown_project": N_("There is no project “{project}”."),
    "nothing_reported": N_("Nothing had been reported by {day}. Choose a later date."),
    "no_project_left": N_("No project matches this choice. Leave out a filter, or choose another date."),
    "steering_of_one": N_("A steering pack is about many projects. For {project} alone, ask for its highlight report."),
    "not_in_exception": N_("No project is in exception on {day}: there is nothing to report."),
    "unknown_format": N_("“{file}” ends in no format that a report can have. End it in one of: {formats}."),
    "unknown_language": N_("There is no language “{language}”. Choose en, fr or nl."),
    "user_exists": N_("The account “{user}” exists already."),
    "user_needs_name": N_("An account needs a username and a name."),
    "unknown_role": N_("There is no role “{role}”. Choose one of: {roles}."),
    "not_allowed": N_("The role of “{user}” does not allow this. Ask an administrator."),
    "session_ended": N_("Your session has ended. Sign in again."),
    "sign_in_failed": N_("Username and password do not fit. Check both; capitals count in the password."),
    "sign_in_locked": N_("Too many attempts. Wait until {until}, then try again."),
    "sign_in_again": N_("That sign-in is no longer valid. Sign in again."),
    "sign_in_unknown": N_("You have no account in Regie yet. Ask {contact} for one."),
    "password_wrong": N_("The present password is not right."),
    "password_same": N_("The new password is the present one. Choose another."),
    "password_too_short": N_("A password needs at least {shortest} characters, none of them a space at either end."),
    "password_too_long": N_("A password has at most {longest} bytes, accented letters counting for two. Shorten it."),
    "password_too_plain": N_("That password is too easy to guess: use more different characters, and not your name."),
    "user_name_taken": N_("Another account has the name “{user}”. Projects follow the name, so it must differ."),
    "user_email_taken": N_("Another account has the e-mail address “{user}”."),
    "last_admin": N_("“{user}” is the last active administrator. Make somebody else one first."),
    "not_yourself": N_("You cannot do this to your own account. Ask another administrator."),
    "changed_meanwhile": N_("{by} changed this at {at}, while you were editing. Look at it anew, then change it."),
    "secret_too_short": N_("The secret of the installation is too short: REGIE_SECRET needs {shortest} bytes or more."),
    "secret_not_kept": N_("The secret of the installation cannot be kept in “{file}”. Check the folder’s rights."),
    "demonstration_in_public": N_(
        "The demonstration has accounts with a known password, so it is served on this machine only: "
        "use --host 127.0.0.1, or a database of your own."
    ),
    "projects_not_yours": N_(
        "You cannot upload for these projects: {projects}. Only their own manager or the IT project manager can."
    ),
    # The steering meeting
    "unknown_meeting": N_("There is no meeting {meeting}, or it is still being prepared."),
    "unknown_item": N_("This item is not on the agenda."),
    "unknown_record": N_("There is no decision or action {record}."),
    "meeting_needs_title": N_("A meeting needs a title."),
    "compare_not_earlier": N_("The compared date ({date}) must be before the status date ({limit})."),
    "meeting_not_draft": N_("The figures of this meeting are frozen; its agenda is not proposed anew."),
    "meeting_not_frozen": N_("Freeze the figures of this meeting first; once it is presented they stay as they are."),
    "meeting_not_presented": N_("This meeting is not being presented: nothing can be recorded or moved."),
    "meeting_not_closed": N_("This meeting is not closed yet."),
    "meeting_closed": N_("This meeting is closed. What was decided can only be corrected by a new record."),
    "meeting_changed": N_("Somebody changed this meeting meanwhile. Look at it as it is now, then try again."),
    "agenda_empty": N_("The agenda is empty. Let it propose itself, or add an item."),
    "item_needs_title": N_("An item needs a title."),
    "item_there_already": N_("“{title}” is on the agenda already."),
    "minutes_out_of_range": N_("An item takes 0 to {limit} minutes."),
    "not_presenter": N_("Only {presenter} moves the items of this meeting. Take over first."),
    "record_needs_text": N_("Say in a sentence what was decided."),
    "votes_impossible": N_("These votes cannot be: give whole numbers, at least one of them above zero."),
    "record_corrected_already": N_("{record} was corrected already. Correct the latest record instead."),
    "entry_only": N_("In a meeting only the decision or action itself ({entry}) can be entered in the RAID log."),
    "unknown_reference_kind": N_("There is no list “{kind}”."),
    "reference_code_twice": N_("The list “{kind}” holds a code twice."),
    "label_missing": N_("Give a code and a name in English, French and Dutch for every entry."),
    "reference_name_twice": N_("The name “{name}” is there twice. Give each entry a name of its own."),
    "reference_in_use": N_("“{entry}” cannot be removed: {by} uses it. Rename it instead."),
    "nothing_changed": N_("Nothing was changed: these values hold already."),
    "unknown_setting": N_("There is no setting “{setting}”."),
    "setting_out_of_range": N_("“{setting}” must be {range}."),
    "setting_decimals": N_("“{setting}” has too many decimals. Round it."),
    "setting_not_a_value": N_("“{value}” is not a value that “{setting}” can have."),
    "setting_order": N_(
        "From {day} on, “{setting}” ({low}) would not be below “{other}” ({high}). Correct one of the two."
    ),
    "setting_above": N_(
        "From {day} on, “{setting}” ({low}) would be above “{other}” ({high}). Correct one of the two."
    ),
    "freeze_ends_before_start": N_("The freeze ends ({end}) before it starts ({start}). Check both dates."),
    "unknown_freeze": N_("There is no freeze {freeze}."),
    "unknown_institution": N_("There is no institution “{institution}” on the list."),
    "deadline_needs_reason": N_("Say why the deadline is moved, for instance the name of the holiday."),
    "deadline_out_of_range": N_("The deadline of {date} must lie on that date or within a month after it."),
    "deadline_not_moved": N_("The deadline of {date} was not moved."),
    "status_date_not_friday": N_("A workbook reports a Friday; {day} is none. The nearest Friday is {nearest}."),
    "file_not_found": N_("The file “{file}” does not exist or cannot be read."),
    "file_not_writable": N_("The file “{file}” cannot be written."),
    "database_not_empty": N_("The database already holds data. Restore into an empty one."),
    "not_a_backup": N_("“{file}” is not a backup made by Regie."),
    "backup_newer": N_("The backup was made by a newer version of Regie. Install that version first."),
    # The server
    "hosts_needed": N_(
        "To listen on {host}, name in REGIE_HOSTS the addresses under which people open Regie, separated by commas."
    ),
    # The database
    "database_missing": N_("There is no database yet. Create it with “regie db upgrade”, or start with “regie run”."),
    "database_url": N_("DATABASE_URL is not the address of a database that Regie can use. Correct it and restart."),
    "database_unreachable": N_("The database does not answer. Nothing was lost; try again in a moment."),
    "database_busy": N_("The database is busy with another change. Nothing was stored; try again in a moment."),
    "database_full": N_("The database has no space left. Nothing was stored; tell the administrator."),
    "database_schema": N_("The database has another version than the program. Run “regie db upgrade”."),
}

KINDS: dict[str, str] = {
    "pdf": N_("a PDF document"),
    "image": N_("an image"),
    "archive": N_("an archive"),
    "zip": N_("a ZIP archive"),
    "database": N_("a database"),
    "rtf": N_("a text document (RTF)"),
    "xls_before_1997": N_("a spreadsheet from before Excel 97"),
    "xlsb": N_("a binary workbook (.xlsb)"),
    "excel_add_in": N_("an Excel add-in"),
    "docx": N_("a Word document"),
    "doc": N_("a Word document from before 2007"),
    "pptx": N_("a PowerPoint presentation"),
    "ppt": N_("a PowerPoint presentation from before 2007"),
    "visio": N_("a Visio drawing"),
    "msg": N_("an Outlook message"),
    "mpp": N_("a Microsoft Project plan"),
    "ole": N_("another kind of Office file"),
    "odt": N_("an OpenDocument text"),
    "odp": N_("an OpenDocument presentation"),
    "opendocument": N_("another kind of OpenDocument file"),
    "epub": N_("an e-book"),
    "numbers": N_("an Apple Numbers document"),
    "html": N_("a web page"),
    "xml": N_("an XML file"),
    "json": N_("a JSON file"),
    "csv": N_("a text file with separators (CSV)"),
    "text": N_("a plain text file"),
    "unknown": N_("a file of an unknown kind"),
}
"""Names of the kinds of file that are refused, as they stand inside the sentence ``file_not_a_workbook``."""

REASONS: dict[Reason, str] = {
    Reason.NO_DATA: N_("nothing was reported"),
    Reason.NO_PROJECTS: N_("no project has reported"),
    Reason.NO_ACTIVE_PROJECTS: N_("no project is active"),
    Reason.NO_BUDGET: N_("no budget is known"),
    Reason.NO_PLAN: N_("nothing was planned up to this date"),
    Reason.NO_EARNED_VALUE: N_("no earned value is known"),
    Reason.NO_ACTUAL_COST: N_("nothing was spent yet"),
    Reason.NO_ESTIMATE: N_("no estimate to complete was given"),
    Reason.NOTHING_EARNED: N_("nothing was earned yet"),
    Reason.NOT_ATTAINABLE: N_("not attainable: the budget is spent"),
    Reason.NOTHING_LEFT_TO_DO: N_("nothing is left to do"),
    Reason.NO_TIME_ELAPSED: N_("no time has passed yet"),
    Reason.PLAN_OVER: N_("the planned duration is over"),
    Reason.NO_CREDITS: N_("no credits were reported"),
    Reason.NO_EXPECTED_LIQUIDATIONS: N_("no liquidations are expected"),
    Reason.NO_CLOSED_MONTH: N_("no month is closed yet"),
    Reason.NOTHING_SPENT: N_("nothing was spent in the last months"),
    Reason.NO_DATES: N_("dates are missing"),
    Reason.NO_TOLERANCE: N_("no tolerance was agreed"),
    Reason.NO_RISK_ENTRIES: N_("no risk was reported"),
    Reason.NO_RISK_LEVEL: N_("no risk was scored"),
    Reason.NO_MILESTONES: N_("no milestone was reported"),
    Reason.NO_MILESTONE_DUE: N_("no milestone is due yet"),
    Reason.NO_MIGRATION_ITEMS: N_("no migration item was reported"),
    Reason.NO_USERS: N_("no users are in scope"),
    Reason.NO_TOOL_LIVE: N_("no tool with users in scope has been live for 30 days"),
    Reason.NOT_ASSESSED: N_("not assessed"),
    Reason.NO_UPLOAD_DUE: N_("no upload was due"),
    Reason.NO_CELLS: N_("no cell was read"),
}
"""Why a figure is n/a, as said beside it."""

SEVERITIES: dict[Severity, str] = {
    Severity.ERROR: N_("Error"),
    Severity.WARNING: N_("Warning"),
    Severity.NOTICE: N_("Notice"),
}

STATUS_WORDS = {"green": N_("green"), "amber": N_("amber"), "red": N_("red"), "not_assessed": N_("not assessed")}
