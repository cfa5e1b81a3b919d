package org.huben.app.design

import androidx.annotation.StringRes
import androidx.compose.runtime.Composable
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.res.stringResource
import org.huben.app.R
import org.huben.core.Capacity
import org.huben.core.CheckResult
import org.huben.core.HouseholdKind
import org.huben.core.Issue
import org.huben.core.IssueStage
import org.huben.core.Occupancy
import org.huben.core.RecordState
import org.huben.core.Residence
import org.huben.core.Sex
import org.huben.core.StepKind
import org.huben.core.UserRole
import org.huben.core.VisitKind
import org.huben.core.VisitOutcome
import org.huben.core.Words

// The words for the core's codes. Every `when` is exhaustive: a new code without a word does not compile, and
// VocabularyTest compares the Chinese words with the core's own.

@get:StringRes
val VisitOutcome.word: Int get() = when (this) {
    VisitOutcome.MET -> R.string.outcome_met
    VisitOutcome.NOBODY_HOME -> R.string.outcome_nobody_home
    VisitOutcome.DECLINED -> R.string.outcome_declined
    VisitOutcome.MOVED_AWAY -> R.string.outcome_moved_away
    VisitOutcome.VACANT -> R.string.outcome_vacant
    VisitOutcome.OTHER -> R.string.newer_code
}

@get:StringRes
val VisitKind.word: Int get() = when (this) {
    VisitKind.HOME -> R.string.visit_kind_home
    VisitKind.PHONE -> R.string.visit_kind_phone
    VisitKind.OFFICE -> R.string.visit_kind_office
    VisitKind.ELSEWHERE -> R.string.visit_kind_elsewhere
    VisitKind.OTHER -> R.string.newer_code
}

@get:StringRes
val Occupancy.word: Int get() = when (this) {
    Occupancy.OWNER -> R.string.occupancy_owner
    Occupancy.RENTED -> R.string.occupancy_rented
    Occupancy.VACANT -> R.string.occupancy_vacant
    Occupancy.UNKNOWN -> R.string.occupancy_unknown
    Occupancy.OTHER -> R.string.newer_code
}

@get:StringRes
val HouseholdKind.word: Int get() = when (this) {
    HouseholdKind.HOME -> R.string.household_kind_home
    HouseholdKind.SHARED_RENTAL -> R.string.household_kind_shared_rental
    HouseholdKind.SHOP -> R.string.household_kind_shop
    HouseholdKind.ORGANISATION -> R.string.household_kind_organisation
    HouseholdKind.OTHER -> R.string.newer_code
}

@get:StringRes
val Residence.word: Int get() = when (this) {
    Residence.HERE -> R.string.residence_here
    Residence.REGISTERED_ELSEWHERE -> R.string.residence_registered_elsewhere
    Residence.LIVING_ELSEWHERE -> R.string.residence_living_elsewhere
    Residence.OTHER -> R.string.newer_code
}

@get:StringRes
val Sex.word: Int get() = when (this) {
    Sex.MALE -> R.string.sex_male
    Sex.FEMALE -> R.string.sex_female
    Sex.UNKNOWN -> R.string.sex_unknown
    Sex.NOT_STATED -> R.string.sex_not_stated
    Sex.OTHER -> R.string.newer_code
}

@get:StringRes
val IssueStage.word: Int get() = when (this) {
    IssueStage.COLLECTED -> R.string.stage_collected
    IssueStage.REPORTED -> R.string.stage_reported
    IssueStage.DISPATCHED -> R.string.stage_dispatched
    IssueStage.HANDLED -> R.string.stage_handled
    IssueStage.VERIFIED -> R.string.stage_verified
    IssueStage.CLOSED -> R.string.stage_closed
    IssueStage.ASSESSED -> R.string.stage_assessed
    IssueStage.CANCELLED -> R.string.stage_cancelled
    IssueStage.OTHER -> R.string.newer_code
}

/** Where an issue stands. What was reported is on its way only once it has left this phone. */
val Issue.standing: String
    @Composable get() {
        val here = stage == IssueStage.REPORTED && state == RecordState.SAVED && steps.size == 1
        return stringResource(if (here) R.string.stage_reported_here else stage.word)
    }

@get:StringRes
val StepKind.word: Int get() = when (this) {
    StepKind.REPORT -> R.string.step_report
    StepKind.DISPATCH -> R.string.step_dispatch
    StepKind.ACCEPT -> R.string.step_accept
    StepKind.FEEDBACK -> R.string.step_feedback
    StepKind.HANDLE -> R.string.step_handle
    StepKind.DECLINE -> R.string.step_decline
    StepKind.VERIFY -> R.string.step_verify
    StepKind.CLOSE -> R.string.step_close
    StepKind.RATE -> R.string.step_rate
    StepKind.ASSESS -> R.string.step_assess
    StepKind.ESCALATE -> R.string.step_escalate
    StepKind.POSTPONE -> R.string.step_postpone
    StepKind.SUSPEND -> R.string.step_suspend
    StepKind.RESUME -> R.string.step_resume
    StepKind.APPROVE -> R.string.step_approve
    StepKind.REFUSE -> R.string.step_refuse
    StepKind.CANCEL -> R.string.step_cancel
    StepKind.REOPEN -> R.string.step_reopen
    StepKind.OTHER -> R.string.newer_code
}

@get:StringRes
val CheckResult.word: Int get() = when (this) {
    CheckResult.PASSED -> R.string.result_passed
    CheckResult.FAILED -> R.string.result_failed
    CheckResult.OTHER -> R.string.newer_code
}

@get:StringRes
val UserRole.word: Int get() = when (this) {
    UserRole.GRID_WORKER -> R.string.role_grid_worker
    UserRole.MICRO_GRID_LEAD -> R.string.role_micro_grid_lead
    UserRole.VOLUNTEER -> R.string.role_volunteer
    UserRole.CARE_TEAM -> R.string.role_care_team
    UserRole.HANDLER -> R.string.role_handler
    UserRole.DISPATCHER -> R.string.role_dispatcher
    UserRole.SUPERVISOR -> R.string.role_supervisor
    UserRole.AUDITOR -> R.string.role_auditor
    UserRole.ADMIN -> R.string.role_admin
    UserRole.OTHER -> R.string.newer_code
}

@get:StringRes
val Capacity.word: Int get() = when (this) {
    Capacity.GRID_WORKER -> R.string.role_grid_worker
    Capacity.MICRO_GRID_LEAD -> R.string.role_micro_grid_lead
    Capacity.VOLUNTEER -> R.string.role_volunteer
    Capacity.CARE_TEAM -> R.string.role_care_team
    Capacity.HANDLER -> R.string.role_handler
    Capacity.DISPATCHER -> R.string.role_dispatcher
    Capacity.SUPERVISOR -> R.string.role_supervisor
    Capacity.AUDITOR -> R.string.role_auditor
    Capacity.ADMIN -> R.string.role_admin
    Capacity.AUTHOR -> R.string.capacity_author
    Capacity.ADDRESSEE -> R.string.capacity_addressee
    Capacity.OTHER -> R.string.newer_code
}

/** The core's words in the app's language. */
val Words.said: String
    @Composable get() = if (LocalConfiguration.current.locales[0].language == "zh") zh else en
