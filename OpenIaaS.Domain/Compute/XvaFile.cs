using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>A file that was sent here, is whole and was verified, and the machine in it.</summary>
/// <param name="Upload">The identity of the file.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Size">Its size: what is brought to the pool.</param>
/// <param name="Machine">The machine.</param>
public sealed record XvaFile(Guid Upload, string FileName, ByteSize Size, XvaMachine Machine);
