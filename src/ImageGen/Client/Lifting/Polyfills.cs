#if !NET
using System;

namespace ImageGen.Client.Lifting;

/// <summary>What .NET Framework does not have.</summary>
internal static class Polyfills
{
    extension(GC)
    {
        /// <summary>An array that need not be cleared, for all of it is going to be written; here it is.</summary>
        public static T[] AllocateUninitializedArray<T>(int length) => new T[length];
    }
}
#endif
