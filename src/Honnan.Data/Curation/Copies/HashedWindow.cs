using System.Runtime.InteropServices;

namespace Honnan.Data.Curation.Copies;

/// <summary>A window that was hashed: whose, where, and in which trimming.</summary>
/// <param name="Code">Its hash.</param>
/// <param name="Candidate">Whose it is.</param>
/// <param name="Column">Its first column, as in the trimmed band.</param>
/// <param name="Trim">In which of <see cref="TrimmedBand.All"/>.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct HashedWindow(WindowCode Code, int Candidate, short Column, byte Trim);
