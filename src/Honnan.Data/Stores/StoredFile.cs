namespace Honnan.Data.Stores;

/// <summary>A file as a store lists it.</summary>
/// <param name="Name">Its path below the store's folder, with '/'.</param>
/// <param name="Length">Bytes, as the store says: a figure to be told, not to be relied on.</param>
/// <param name="LastChange">When it was written.</param>
public readonly record struct StoredFile(string Name, long Length, DateTimeOffset LastChange);
