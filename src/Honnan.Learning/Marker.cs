namespace Honnan.Learning; internal static class Marker;
