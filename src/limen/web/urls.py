"""The addresses of the frame."""

from django.urls import path

from limen.web import views

urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("components/", views.components, name="components"),
]
