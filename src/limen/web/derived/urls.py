"""The addresses of the derived pages."""

from django.urls import path

from limen.web.derived import views

urlpatterns = [
    path("act/<str:key>/", views.act, name="act_new"),
    path("act/<str:key>/<uuid:record_id>/", views.act, name="act"),
    path("record/<str:record_type>/<uuid:record_id>/", views.record, name="record"),
    path("law/authority/<str:key>/", views.authority, name="law_authority"),
    path("law/codes/<str:table>/", views.codes, name="law_codes"),
]
