BeforeAll { . "$PSScriptRoot/Session.ps1" }

Describe 'Images and files' {
    BeforeEach { Enter-Folder -Pictures 2 }
    AfterEach { Pop-Location }

    It 'edits every picture of a folder and saves the results into another' {
        $files = Get-ChildItem *.png | Edit-AIImage 'remove the background' -Background transparent |
            Save-AIImage ./clean

        $files | Should -BeOfType System.IO.FileInfo
        $files.DirectoryName | Sort-Object -Unique | Should -Be (Join-Path $PWD 'clean')
        $files.Count | Should -Be 2
        $files | ForEach-Object { Get-PngSize $_.FullName | Should -Be '1024x1024' }
    }

    It 'remembers the file that an edit came from' {
        $edit = Get-Item ./picture-1.png | Edit-AIImage 'in the snow'

        $edit.ParentPath | Should -Be (Join-Path $PWD 'picture-1.png')
    }

    It 'hashes what was saved' {
        $hash = New-AIImage 'a fox' | Save-AIImage ./fox.png | Get-FileHash

        $hash.Path | Should -Be (Join-Path $PWD 'fox.png')
        $hash.Hash | Should -Be (Get-FileHash ./fox.png).Hash
    }

    It 'lets a saved image be hashed, copied, looked up and archived by its path' {
        $image = New-AIImage 'a fox' -OutFile ./fox.png
        ($image | Get-FileHash).Path | Should -Be $image.FullName
        ($image | Get-Item).FullName | Should -Be $image.FullName
        $image | Copy-Item -Destination ./copy.png
        $image | Compress-Archive -DestinationPath ./fox.zip

        (Get-FileHash ./copy.png).Hash | Should -Be (Get-FileHash ./fox.png).Hash
        Expand-Archive ./fox.zip -DestinationPath ./unpacked
        (Get-FileHash ./unpacked/fox.png).Hash | Should -Be (Get-FileHash ./fox.png).Hash
    }

    It 'archives the files that were saved' {
        'a fox', 'a hare' | New-AIImage | Save-AIImage ./pictures | Compress-Archive -DestinationPath ./pictures.zip
        Expand-Archive ./pictures.zip -DestinationPath ./unpacked

        (Get-ChildItem ./unpacked).Name | Should -Be 'a-fox-0.png', 'a-hare-1.png'
    }

    It 'gives its bytes to Set-Content' {
        $image = New-AIImage 'a fox'
        $image.Bytes | Set-Content ./bytes.png -AsByteStream
        $file = $image | Save-AIImage ./saved.png

        (Get-FileHash ./bytes.png).Hash | Should -Be ($file | Get-FileHash).Hash
    }

    It 'takes bytes that Get-Content has read' {
        $bytes = Get-Content ./picture-1.png -AsByteStream -Raw
        $piped = , $bytes | Edit-AIImage 'in the snow'
        $given = Edit-AIImage 'in the snow' -Image $bytes

        $piped.Action | Should -Be 'edit'
        $given.Action | Should -Be 'edit'
    }

    It 'says how to pass bytes that came one by one' {
        $bytes = Get-Content ./picture-1.png -AsByteStream -TotalCount 1
        { $bytes | Edit-AIImage 'in the snow' -ErrorAction Stop } | Should -Throw -ExpectedMessage '*,$bytes*'
    }

    It 'takes a stream' {
        $stream = [System.IO.File]::OpenRead((Join-Path $PWD 'picture-1.png'))
        try { $edit = Edit-AIImage 'in the snow' -Image $stream } finally { $stream.Dispose() }

        $edit.Action | Should -Be 'edit'
    }

    It 'edits what a wildcard matches, each by itself' {
        $edits = Edit-AIImage 'in the snow' -Path ./picture-*.png

        $edits.Count | Should -Be 2
        Split-Path $edits.ParentPath -Leaf | Should -Be 'picture-1.png', 'picture-2.png'
    }

    It 'takes a name with wildcard characters by LiteralPath' {
        Copy-Item ./picture-1.png '[x].png'
        $edit = Edit-AIImage 'in the snow' -LiteralPath '[x].png' -OutFile './[x] edited.png'

        $edit.ParentPath | Should -Be (Join-Path $PWD '[x].png')
        Test-Path -LiteralPath './[x] edited.png' | Should -BeTrue
    }

    It 'takes files with wildcard characters from Get-ChildItem' {
        Copy-Item ./picture-1.png '[x].png'
        $edit = Get-ChildItem -LiteralPath '[x].png' | Edit-AIImage 'in the snow'
        $found = Get-ChildItem -LiteralPath '[x].png' | Get-AIImage

        $edit.ParentPath | Should -Be (Join-Path $PWD '[x].png')
        $found.FullName | Should -Be (Join-Path $PWD '[x].png')
    }

    It 'saves to a name with wildcard characters as it stands' {
        $file = New-AIImage 'a fox' | Save-AIImage './[a-z].png'

        $file.Name | Should -Be '[a-z].png'
        Test-Path -LiteralPath './[a-z].png' | Should -BeTrue
    }

    It 'takes relative paths from the current location, not from the directory of the process' {
        $null = New-Item -ItemType Directory deeper
        Set-Location deeper
        $file = New-AIImage 'a fox' | Save-AIImage ./fox.png
        $image = New-AIImage 'a hare' -OutFile hare.png
        $edit = Edit-AIImage 'in the snow' -Image ../picture-1.png

        $file.FullName | Should -Be (Join-Path $PWD 'fox.png')
        $image.FullName | Should -Be (Join-Path $PWD 'hare.png')
        $edit.ParentPath | Should -Be (Join-Path (Split-Path $PWD) 'picture-1.png')
        [Environment]::CurrentDirectory | Should -Not -Be $PWD.Path
    }

    It 'takes the path of a PowerShell drive' {
        $null = New-PSDrive -Name Pictures -PSProvider FileSystem -Root $PWD
        $file = New-AIImage 'a fox' | Save-AIImage Pictures:/fox.png

        $file.FullName | Should -Be (Join-Path $PWD 'fox.png')
    }

    It 'refuses a path of another provider with a clear error' {
        { New-AIImage 'a fox' -OutFile Variable:/fox.png -ErrorAction Stop } |
            Should -Throw -ExpectedMessage '*not a path of the file system*'
        { New-AIImage 'a fox' | Save-AIImage Variable:/fox.png -ErrorAction Stop } |
            Should -Throw -ExpectedMessage '*not a path of the file system*'
        Get-ErrorId { Edit-AIImage 'in the snow' -LiteralPath Variable:/PWD } | Should -Be 'InvalidRequest'
        Get-ErrorId { Edit-AIImage 'in the snow' -Path Variable:/PWD } | Should -Be 'ImageReadFailed'
    }

    It 'refuses a drive that does not exist' {
        Get-ErrorId { New-AIImage 'a fox' -OutFile Nowhere:/fox.png } | Should -Be 'InvalidRequest'
    }

    It 'says that a file is missing or is no image' {
        Set-Content ./notes.png 'not a picture'
        Get-ErrorId { Edit-AIImage 'in the snow' -Path ./missing.png } | Should -Be 'ImageReadFailed'
        Get-ErrorId { Edit-AIImage 'in the snow' -LiteralPath ./missing.png } | Should -Be 'ImageReadFailed'
        Get-ErrorId { Edit-AIImage 'in the snow' -Path ./notes.png } | Should -Be 'ImageReadFailed'
    }
}
