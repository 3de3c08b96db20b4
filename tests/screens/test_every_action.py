"""Every action of the registry is pressed by a test, in every place its key is listened to. Which one is said here."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from servicedesk_tui.actions import ACTIONS, Scope, actions_in

HERE = Path(__file__).parent

GOING = {
    "unattended": "going.test_to_what_nobody_has_or_touched_from_everywhere",
    "mode_shift": "shift.test_it_is_reached_from_every_screen",
    "mode_inbox": "inbox.test_it_is_reached_from_every_screen_and_the_rest_of_the_keys_work_here_too",
    "mode_day": "day.test_it_is_reached_from_every_screen_and_from_it_every_other",
    "go": "going.test_the_places_after_g_are_reached_from_every_screen",
}
PRESSED: dict[Scope, dict[str, str]] = {
    Scope.BOARD: {
        "left": "verbs_going.test_the_cursor_goes_sideways_and_stops_at_the_ends",
        "right": "verbs_going.test_the_cursor_goes_sideways_and_stops_at_the_ends",
        "down": "verbs_going.test_the_cursor_goes_down_and_up_and_stops_at_the_ends",
        "up": "verbs_going.test_the_cursor_goes_down_and_up_and_stops_at_the_ends",
        "page_down": "verbs_going.test_pages_and_ends_of_a_column",
        "page_up": "verbs_going.test_pages_and_ends_of_a_column",
        "top": "verbs_going.test_pages_and_ends_of_a_column",
        "bottom": "verbs_going.test_pages_and_ends_of_a_column",
        "open": "verbs_going.test_a_task_is_opened_and_left_by_either_key",
        "add": "board.test_quick_add_puts_the_cursor_on_the_new_task",
        "assign": "verbs_owning.test_nobody_puts_the_task_back_into_the_inbox",
        "take": "verbs_owning.test_taking_a_task_makes_me_its_owner",
        "hand_over": "verbs_owning.test_a_task_is_offered_with_its_context",
        **dict.fromkeys(
            ("accept", "return_it"),
            "verbs_owning.test_what_is_offered_to_me_is_found_accepted_and_returned_with_a_word",
        ),
        "status": "verbs_moving.test_a_status_is_chosen_with_what_it_holds",
        "done": "verbs_moving.test_done_moves_to_done_and_undo_brings_it_back",
        "status_left": "verbs_moving.test_sideways_by_owner_gives_it_to_them_and_takes_it_from_everybody",
        "status_right": "verbs_moving.test_sideways_by_owner_gives_it_to_them_and_takes_it_from_everybody",
        "priority": "board.test_the_priority_box_sets_impact_and_urgency",
        "urgency_up": "verbs_moving.test_plus_and_minus_go_a_step_and_stop_at_the_ends",
        "urgency_down": "verbs_moving.test_plus_and_minus_go_a_step_and_stop_at_the_ends",
        "due": "verbs_moments.test_due_is_given_in_words_and_taken_off",
        "plan": "verbs_moments.test_a_visit_is_planned_for_its_owner_moved_and_called_off",
        "put_off": "verbs_moments.test_in_the_inbox_it_is_snoozed_and_woken",
        "remind": "inbox.test_a_reminder_of_a_task_is_set_in_words_seen_on_its_page_and_taken_off",
        "note": "board.test_a_note_says_who_sees_it",
        "update": "verbs_telling.test_a_customer_is_told_with_a_second_key",
        "edit": "verbs_telling.test_a_title_is_edited_where_it_stands",
        "tags": "verbs_telling.test_tags_are_written_put_on_and_taken_off",
        "higher": "verbs_moving.test_j_and_k_put_it_past_its_neighbour_and_stop_at_the_ends",
        "lower": "verbs_moving.test_j_and_k_put_it_past_its_neighbour_and_stop_at_the_ends",
        "repeat": "verbs_bulk.test_a_change_is_done_again_to_the_task_under_the_cursor",
        "more": "verbs_going.test_a_box_comes_after_a_moment_and_another_key_leaves_it",
        "mark": "verbs_bulk.test_marking_again_takes_the_mark_off",
        "mark_range": "verbs_bulk.test_a_range_goes_from_the_last_mark_then_the_column_then_the_board",
        "filter": "verbs_going.test_to_a_saved_view_and_to_the_one_before",
        "command": "verbs_going.test_help_palette_and_command_line_are_a_key_away_and_close",
        "number": "verbs_going.test_a_task_is_found_by_its_number_and_by_its_words",
        "go": "verbs_going.test_a_box_comes_after_a_moment_and_another_key_leaves_it",
        "unattended": "going.test_to_what_nobody_has_or_touched_from_everywhere",
        "preview": "verbs_going.test_the_preview_stands_beside_a_wide_board_and_follows_the_cursor",
        "look": "verbs_going.test_a_box_comes_after_a_moment_and_another_key_leaves_it",
        "undo": "verbs_undoing.test_undo_and_redo_say_what_and_how_much",
        "redo": "verbs_undoing.test_undo_and_redo_say_what_and_how_much",
        "help": "verbs_going.test_help_palette_and_command_line_are_a_key_away_and_close",
        "palette": "verbs_going.test_help_palette_and_command_line_are_a_key_away_and_close",
        "theme": "verbs_going.test_a_theme_is_worn_by_its_name",
        "person": "leading.test_from_an_empty_desk_to_a_customer_a_task_and_a_colleague",
        "tour": "leading.test_on_a_desk_that_is_real_there_is_no_tour",
        "back": "verbs_going.test_the_board_is_left_by_either_key",
        "escape": "verbs_going.test_escape_closes_then_clears_the_marks_then_the_filter",
        "quit": "verbs_going.test_the_board_is_left_by_either_key",
        "mode_shift": "shift.test_it_is_reached_from_every_screen",
        "mode_inbox": "inbox.test_it_is_reached_from_every_screen_and_the_rest_of_the_keys_work_here_too",
        "mode_day": "day.test_it_is_reached_from_every_screen_and_from_it_every_other",
        "mode_people": "people.test_the_command_goes_there_from_anywhere_and_escape_leaves",
        "mode_schedule": "schedule.test_help_palette_commands_and_other_modes_are_a_key_away",
        **dict.fromkeys(
            ("mode_board", "mode_workload"), "workload.test_modes_are_reached_from_the_board_and_from_a_task"
        ),
    },
    Scope.TASK: {
        **GOING,
        "remind": "inbox.test_a_reminder_of_a_task_is_set_in_words_seen_on_its_page_and_taken_off",
        **dict.fromkeys(
            ("mode_board", "mode_workload"), "workload.test_modes_are_reached_from_the_board_and_from_a_task"
        ),
        "mode_people": "people.test_the_command_goes_there_from_anywhere_and_escape_leaves",
        "mode_schedule": "schedule.test_help_palette_commands_and_other_modes_are_a_key_away",
        **dict.fromkeys(
            ("down", "up", "page_down", "page_up", "top", "bottom"), "verbs_page.test_moving_about_a_long_page"
        ),
        **dict.fromkeys(("next", "previous"), "verbs_page.test_the_next_and_the_task_before_of_the_list"),
        **dict.fromkeys(
            (
                "assign",
                "take",
                "hand_over",
                "status",
                "done",
                "priority",
                "urgency_up",
                "urgency_down",
                "due",
                "plan",
                "put_off",
                "note",
                "edit",
                "tags",
                "repeat",
                "undo",
                "redo",
            ),
            "verbs_page.test_every_verb_of_the_board_works_on_the_page",
        ),
        **dict.fromkeys(("update", "more"), "verbs_page.test_what_is_behind_the_comma_works_on_the_page"),
        **dict.fromkeys(
            ("help", "palette", "command", "quit"), "verbs_page.test_a_page_has_its_keys_its_palette_and_its_commands"
        ),
        **dict.fromkeys(("back", "escape"), "verbs_going.test_a_task_is_opened_and_left_by_either_key"),
        **dict.fromkeys(
            ("accept", "return_it"), "verbs_owning.test_on_its_page_an_offer_stands_on_top_and_is_answered"
        ),
        "page_part": "page.test_parts_are_gone_round_by_tab_where_it_is_narrow_and_where_it_is_wide",
        "spot_remove": "checklists.test_a_line_a_link_and_a_part_are_taken_off_and_brought_back",
        **dict.fromkeys(("item_up", "item_down"), "checklists.test_lines_are_put_past_their_neighbours"),
        "tick": "page.test_an_item_is_stood_on_and_ticked_and_undo_takes_it_back",
        "spot_open": "page.test_a_linked_task_opens_over_this_one_and_back_stands_where_one_stood",
        **dict.fromkeys(
            ("story_kinds", "story_find", "story_order"),
            "page.test_what_happened_is_told_by_kind_by_text_and_in_either_order",
        ),
        "addresses": "composer.test_addresses_are_shown_before_one_is_followed",
        "save_files": "files.test_all_files_of_a_task_are_saved_at_once",
        "story_raw": "page.test_texts_are_shown_as_they_were_written",
        "theme": "verbs_page.test_commands_without_a_key_work_on_the_page",
        "person": "verbs_page.test_commands_without_a_key_work_on_the_page",
        "tour": "verbs_page.test_commands_without_a_key_work_on_the_page",
    },
    Scope.WORKLOAD: {
        **GOING,
        "load_open": "workload.test_the_tasks_behind_a_cell_are_listed_opened_and_explained",
        "load_why": "workload.test_the_tasks_behind_a_cell_are_listed_opened_and_explained",
        **dict.fromkeys(("load_next", "load_today"), "workload.test_periods_turn_and_today_comes_back"),
        "load_move": "workload.test_tasks_are_carried_to_another_person_and_back",
        "who": "workload.test_who_could_take_it_is_ranked_and_given_with_one_key",
        "load_group": "workload.test_rows_can_be_teams_and_skills_and_columns_weeks",
        **dict.fromkeys(("load_filter", "escape"), "workload.test_a_filter_counts_only_what_it_lets_through"),
        "back": "workload.test_the_workload_has_a_row_a_person_and_goes_back_to_the_board",
        "mode_people": "people.test_the_command_goes_there_from_anywhere_and_escape_leaves",
        "mode_schedule": "schedule.test_help_palette_commands_and_other_modes_are_a_key_away",
        **dict.fromkeys(
            (
                "left",
                "right",
                "up",
                "down",
                "top",
                "bottom",
                "load_before",
                "load_mark",
                "undo",
                "redo",
                "help",
                "palette",
                "theme",
                "person",
                "tour",
                "quit",
                "command",
                "mode_board",
                "mode_workload",
            ),
            "workload.test_the_rest_of_the_keys_work_here_too",
        ),
    },
    Scope.SCHEDULE: {
        **GOING,
        "remind": "schedule.test_the_verbs_of_tasks_work_on_the_visits_task",
        **dict.fromkeys(
            ("left", "right", "up", "down", "top", "bottom", "schedule_open", "back"),
            "schedule.test_the_cursor_goes_among_visits_and_opens_their_tasks",
        ),
        **dict.fromkeys(
            ("schedule_next", "schedule_before", "schedule_today", "schedule_week"),
            "schedule.test_the_period_is_a_day_or_a_week_and_turns",
        ),
        "schedule_aside": "schedule.test_unplanned_work_gets_a_free_time",
        "plan": "schedule.test_unplanned_work_gets_a_free_time",
        "schedule_move": "schedule.test_a_visit_is_carried_in_time_and_to_somebody_else",
        **dict.fromkeys(
            ("schedule_shorter", "schedule_longer", "schedule_off", "undo", "redo"),
            "schedule.test_a_visit_gets_longer_shorter_and_is_called_off",
        ),
        "schedule_conflicts": "schedule.test_conflicts_are_listed_and_gone_to",
        **dict.fromkeys(("schedule_filter", "escape"), "schedule.test_a_filter_narrows_visits_and_work"),
        **dict.fromkeys(
            (
                "assign",
                "take",
                "hand_over",
                "status",
                "done",
                "priority",
                "due",
                "put_off",
                "note",
                "update",
                "edit",
                "tags",
                "more",
            ),
            "schedule.test_the_verbs_of_tasks_work_on_the_visits_task",
        ),
        **dict.fromkeys(
            (
                "command",
                "help",
                "palette",
                "theme",
                "person",
                "tour",
                "quit",
                "mode_board",
                "mode_workload",
                "mode_people",
                "mode_schedule",
            ),
            "schedule.test_help_palette_commands_and_other_modes_are_a_key_away",
        ),
    },
    Scope.PEOPLE: {
        **GOING,
        "mode_schedule": "schedule.test_help_palette_commands_and_other_modes_are_a_key_away",
        **dict.fromkeys(("down", "up", "top", "bottom"), "people.test_people_are_listed_and_one_is_shown_in_full"),
        "staff_add": "people.test_a_person_is_added",
        "staff_edit": "people.test_fields_are_chosen_and_set",
        "staff_hours": "people.test_hours_are_written_and_explained",
        **dict.fromkeys(("staff_away", "staff_absences"), "people.test_an_absence_is_written_changed_and_taken_off"),
        "staff_cover": "people.test_who_is_away_hands_the_open_tasks_over",
        "staff_skill": "people.test_a_skill_is_put_on_levelled_and_taken_off",
        "staff_leave": "people.test_who_leaves_gives_the_tasks_away_and_may_come_back",
        "staff_calendar": "people.test_the_calendar_has_hours_days_and_a_name",
        "staff_team": "people.test_a_team_is_added_led_and_works_by_a_calendar",
        "staff_holidays": "people.test_holidays_are_looked_through_before_they_count",
        **dict.fromkeys(("staff_down", "staff_up"), "people.test_a_long_page_is_read_on_and_back"),
        **dict.fromkeys(
            ("command", "mode_people", "escape"),
            "people.test_the_command_goes_there_from_anywhere_and_escape_leaves",
        ),
        "back": "people.test_people_are_listed_and_one_is_shown_in_full",
        **dict.fromkeys(
            ("mode_board", "mode_workload", "undo", "redo", "help", "palette", "theme", "person", "tour", "quit"),
            "people.test_the_rest_of_the_keys_work_here_too",
        ),
    },
    Scope.SHIFT: {
        **GOING,
        **dict.fromkeys(
            ("shift_draft", "shift_add", "shift_edit", "shift_remove", "bottom", "down"),
            "shift.test_a_draft_is_made_written_and_sent",
        ),
        **dict.fromkeys(
            ("shift_note", "shift_send", "undo"),
            "shift.test_it_is_noted_line_by_line_and_signed_off_once_nothing_critical_is_nobodys",
        ),
        **dict.fromkeys(
            ("shift_open", "shift_list", "up", "top", "help", "back"),
            "shift.test_a_line_leads_to_its_task_and_back_and_earlier_ones_are_found",
        ),
        **dict.fromkeys(
            (
                "mode_board",
                "mode_schedule",
                "mode_workload",
                "mode_people",
                "redo",
                "palette",
                "command",
                "theme",
                "person",
                "tour",
                "quit",
                "escape",
            ),
            "shift.test_the_rest_of_the_keys_work_here_too",
        ),
    },
    Scope.INBOX: {
        **GOING,
        **dict.fromkeys(
            ("down", "up", "top", "bottom", "inbox_open", "inbox_clear", "inbox_clear_task", "inbox_all", "back"),
            "inbox.test_what_came_is_gone_over_cleared_put_back_and_opened",
        ),
        **dict.fromkeys(
            ("inbox_later", "inbox_mute", "inbox_remind", "inbox_drop"), "inbox.test_it_is_put_off_muted_and_taken_off"
        ),
        **dict.fromkeys(
            ("inbox_add", "inbox_coming"),
            "inbox.test_an_empty_inbox_says_what_comes_and_a_reminder_of_ones_own_is_set",
        ),
        "inbox_how": "inbox.test_how_i_am_told_is_turned_and_kept_at_once",
        **dict.fromkeys(
            (
                "mode_board",
                "mode_schedule",
                "mode_workload",
                "mode_people",
                "mode_shift",
                "undo",
                "redo",
                "help",
                "palette",
                "command",
                "theme",
                "person",
                "tour",
                "quit",
                "escape",
            ),
            "inbox.test_it_is_reached_from_every_screen_and_the_rest_of_the_keys_work_here_too",
        ),
    },
    Scope.DAY: {
        **GOING,
        "mode_shift": "day.test_it_is_reached_from_every_screen_and_from_it_every_other",
        **dict.fromkeys(
            ("day_way", "day_arrived", "done", "undo", "redo"),
            "day.test_a_visit_is_reported_by_one_key_each_and_all_of_it_is_taken_back",
        ),
        "day_left": "day.test_one_leaves_without_being_done_and_a_visit_to_come_is_no_part_of_done",
        "day_seen": "day.test_a_reminder_is_seen_to_and_its_task_stays_open",
        "day_timer": "day.test_the_timer_runs_and_stops",
        **dict.fromkeys(("day_whole", "bottom"), "day.test_it_keeps_to_one_screen_and_shows_all_of_it_on_a_key"),
        **dict.fromkeys(
            ("day_open", "top", "down", "up", "back", "escape"),
            "day.test_a_task_is_opened_from_its_line_and_the_next_one_from_there",
        ),
        **dict.fromkeys(("accept", "day_part"), "day.test_what_is_due_waits_or_is_offered_is_there_with_its_reason"),
        "return_it": "day.test_what_is_offered_is_returned_with_a_word",
        **dict.fromkeys(
            (
                "priority",
                "due",
                "note",
                "update",
                "edit",
                "plan",
                "put_off",
                "status",
                "more",
                "take",
                "hand_over",
                "assign",
                "remind",
            ),
            "day.test_the_verbs_of_tasks_work_on_a_line",
        ),
        **dict.fromkeys(
            (
                "mode_board",
                "mode_schedule",
                "mode_workload",
                "mode_people",
                "palette",
                "command",
                "help",
                "theme",
                "person",
                "tour",
                "quit",
            ),
            "day.test_it_is_reached_from_every_screen_and_from_it_every_other",
        ),
    },
    Scope.MORE: {
        "next_step": "verbs_telling.test_the_next_step_is_said_and_taken_off",
        "customer": "verbs_tying.test_a_customer_is_chosen_and_taken_off",
        "block": "verbs_tying.test_a_reason_blocks_and_a_minus_lets_it_go_on",
        "item": "verbs_telling.test_a_line_is_added_to_the_checklist",
        "link": "verbs_tying.test_a_task_is_linked_to_one_that_is_found",
        "split": "verbs_tying.test_a_part_is_split_off_for_the_same_customer",
        "watch": "verbs_owning.test_watching_and_watching_no_longer",
        "pin": "composer.test_a_note_of_mine_is_changed_pinned_and_taken_away",
        "attach": "files.test_files_are_kept_by_their_paths_and_undone",
        "timer": "files.test_the_timer_starts_and_stops_and_shows_who_works_on_what",
        "log_time": "files.test_time_is_entered_changed_and_taken_away",
        "yank": "verbs_tying.test_reference_and_title_go_to_the_clipboard",
        "who": "workload.test_who_could_take_it_is_asked_on_the_board_too",
    },
    Scope.GO: {
        "go_top": "verbs_going.test_pages_and_ends_of_a_column",
        "go_views": "verbs_going.test_to_a_saved_view_and_to_the_one_before",
        "go_person": "verbs_going.test_to_a_persons_tasks_and_to_those_of_nobody",
        "go_customer": "verbs_going.test_to_a_customers_tasks",
        "go_offered": "verbs_owning.test_what_is_offered_to_me_is_found_accepted_and_returned_with_a_word",
        "go_unowned": "verbs_going.test_to_a_persons_tasks_and_to_those_of_nobody",
        "go_history": "verbs_going.test_to_what_happened",
        "go_undo": "verbs_undoing.test_the_list_says_what_each_did_and_takes_the_third_back",
        "go_last": "verbs_going.test_to_a_saved_view_and_to_the_one_before",
        "go_day": "day.test_it_is_reached_from_every_screen_and_from_it_every_other",
        "go_shift": "shift.test_a_draft_is_made_written_and_sent",
        "go_inbox": "inbox.test_what_others_do_reaches_me_here",
        "go_people": "people.test_the_rest_of_the_keys_work_here_too",
    },
    Scope.LOOK: {
        **dict.fromkeys(
            ("by_status", "by_owner", "by_customer", "by_priority", "by_team"),
            "verbs_looking.test_columns_stand_for_something_else_and_for_the_status_again",
        ),
        **dict.fromkeys(
            ("sort_board", "sort_due", "sort_changed", "sort_oldest"),
            "verbs_looking.test_cards_stand_in_the_order_that_is_asked_for",
        ),
        **dict.fromkeys(
            ("cards_line", "cards_short", "cards_full"), "verbs_looking.test_cards_take_one_two_or_five_rows"
        ),
        "fold": "verbs_looking.test_a_column_is_folded_and_passed_over_and_shown_again",
        "hide": "verbs_looking.test_a_column_is_left_out_and_counted_until_it_is_shown_again",
        "show_columns": "verbs_looking.test_a_column_is_folded_and_passed_over_and_shown_again",
        "limit": "verbs_looking.test_a_limit_is_set_shown_warned_of_and_taken_off",
    },
    Scope.LINE: {
        "complete": "filtering.test_offers_come_over_the_line_and_one_key_takes_the_first",
        "save_view": "views.test_a_filter_is_saved_from_its_line_and_opened_by_its_letter",
        "remove": "views.test_a_view_is_removed_from_the_list_and_brought_back",
    },
}


@cache
def sources_of(module: str) -> dict[str, str]:
    """The tests of a module of this folder: name to source, with what is set over it."""
    source = (HERE / f"test_{module}.py").read_text(encoding="utf-8")
    lines = source.splitlines()
    return {
        node.name: "\n".join(lines[min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1 : node.end_lineno])
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@pytest.mark.parametrize("scope", list(Scope))
def test_every_action_has_a_test_in_every_place(scope: Scope) -> None:
    assert set(PRESSED.get(scope, {})) == {action.id for action in actions_in(scope)}


@pytest.mark.parametrize(("scope", "action"), [(s, a) for s, tests in PRESSED.items() for a in tests])
def test_the_test_that_is_named_is_there_and_presses_its_key(scope: Scope, action: str) -> None:
    module, _dot, name = PRESSED[scope][action].partition(".")
    assert name in sources_of(module), f"{module} has no {name}"
    said = next(a for a in ACTIONS if a.id == action)
    written = [*said.keys, *([said.command] if said.command else []), "#"[: said.id == "number"]]
    source = sources_of(module)[name]
    assert any(re.search(rf'["\s:]{re.escape(key)}["\s]', source) for key in written if key), (
        f"{name} presses no {written}"
    )
